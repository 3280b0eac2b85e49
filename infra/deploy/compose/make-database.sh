#!/usr/bin/env bash
# Run once by the image of PostgreSQL when the volume is new: the two roles, their passwords, the database.
set -euo pipefail

psql -v ON_ERROR_STOP=1 -U postgres -f /roles.sql
psql -v ON_ERROR_STOP=1 -U postgres -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" <<'SQL'
ALTER ROLE mingjing_owner PASSWORD :'owner';
ALTER ROLE mingjing_app PASSWORD :'app';
CREATE DATABASE mingjing OWNER mingjing_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE mingjing FROM PUBLIC;
GRANT CONNECT ON DATABASE mingjing TO mingjing_app;
SQL
