"""REST: what departments' systems call. The pages and the mobile app speak GraphQL."""
