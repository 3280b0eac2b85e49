-- On a cell (the database of one province), as the owner of its tables: offers the figures of its tree to a hub.
-- Run it again after a release that adds measures; on the hub, `ALTER SUBSCRIPTION ... REFRESH PUBLICATION` follows.
--
--   psql "$MINGJING_DATABASE_URL" -f infra/postgres/publish-rollups.sql
--
-- Sent are the rows of nodes with everything below them, by their own key: the numbers of the rows belong to the cell.
-- They hold codes, days and counts; there is no name, number or text of a case in them.

ALTER TABLE public.reporting_rollup REPLICA IDENTITY USING INDEX rollup_key;
ALTER TABLE public.reporting_nodeday REPLICA IDENTITY USING INDEX node_day_key;

DO $$
DECLARE
    tables text;
BEGIN
    SELECT string_agg(format('TABLE public.%I (%s) WHERE (NOT is_own)', name, columns), ', ' ORDER BY name) INTO tables
      FROM (SELECT table_name AS name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
              FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name IN ('reporting_rollup', 'reporting_nodeday')
               AND column_name <> 'id'
             GROUP BY table_name) listed;
    IF EXISTS (SELECT FROM pg_publication WHERE pubname = 'mingjing_rollups') THEN
        EXECUTE 'ALTER PUBLICATION mingjing_rollups SET ' || tables;
    ELSE
        EXECUTE 'CREATE PUBLICATION mingjing_rollups FOR ' || tables;
    END IF;
END
$$;
