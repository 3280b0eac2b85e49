-- The two roles of Mingjing. Run as a superuser, once a server; running it again changes nothing:
--
--   psql -U postgres -f infra/postgres/roles.sql
--   psql -U postgres -c "ALTER ROLE mingjing_owner PASSWORD '...'" -c "ALTER ROLE mingjing_app PASSWORD '...'"
--   psql -U postgres -c "CREATE DATABASE mingjing OWNER mingjing_owner ENCODING 'UTF8' TEMPLATE template0"
--
-- mingjing_owner  migrates and provisions (MINGJING_DATABASE_URL); CREATEDB is for its test databases.
-- mingjing_app    web, worker and scheduler (MINGJING_APP_DATABASE_URL): no DDL, and only SELECT and INSERT on
--                 append-only tables. Those grants belong to the tables and come with `mingjing migrate`.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingjing_owner') THEN
        CREATE ROLE mingjing_owner LOGIN CREATEDB;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingjing_app') THEN
        CREATE ROLE mingjing_app LOGIN;
    END IF;
    -- So that the owner may end the application's sessions, and act as it in tests.
    GRANT mingjing_app TO mingjing_owner;
END
$$;

-- Compiling a read of the figures takes longer than the read (32 ms against 8 ms on PostgreSQL 15).
ALTER ROLE mingjing_app SET jit = off;
