-- On the hub (a Mingjing database of its own, migrated, its tree loaded), as a superuser or with pg_create_subscription:
-- takes in the figures of one cell and follows them.
--
--   psql HUB -v cell=hebei -v source='host=hebei.internal dbname=mingjing user=mingjing_hub' -f infra/postgres/subscribe-rollups.sql
--
-- The role named in `source` needs REPLICATION and SELECT on the two tables, nothing else.

-- Rows that change are found by the same key as in the cell.
ALTER TABLE public.reporting_rollup REPLICA IDENTITY USING INDEX rollup_key;
ALTER TABLE public.reporting_nodeday REPLICA IDENTITY USING INDEX node_day_key;

SELECT format('CREATE SUBSCRIPTION %I CONNECTION %L PUBLICATION mingjing_rollups', 'mingjing_' || :'cell', :'source')
\gexec
