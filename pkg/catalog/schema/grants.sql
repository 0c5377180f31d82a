-- A role for Grafana's data source that can read DevDiag's schema and nothing else.
--
-- Everybody who may look at a dashboard can send any SQL through the data source. What protects the data is
-- therefore not Grafana but this role: it can't change anything, and none of its queries runs for long.
--
-- Two parts: the first makes the role, which takes a superuser or a role that may make roles; the second is for the
-- role that owns DevDiag's tables. Both can be run again at any time.
-- Before running it, replace, both as quoted identifiers:
--   {{schema}}  DevDiag's schema, usually "devdiag"
--   {{role}}    the role's name, usually "grafana"

-- As a superuser, or as a role that may make roles --------------------------------------------------------------------

-- No password is set here, so that none ends up in a file. Afterwards, in psql:  \password grafana
do $create_role$
begin
  create role {{role}} login nosuperuser nocreatedb nocreaterole noreplication;
exception
  when duplicate_object then null;  -- it is there already
end
$create_role$;

-- A limit in the data source's settings wouldn't do: a query can lift it, and the pooled connection passes that on to
-- the next query. This is the value every connection starts with.
alter role {{role}} set statement_timeout = '30s';


-- As the role that owns DevDiag's tables ------------------------------------------------------------------------------

grant usage on schema {{schema}} to {{role}};

-- Tables and views alike; not more than reading.
grant select on all tables in schema {{schema}} to {{role}};

-- The same for what DevDiag adds later. This holds for tables made by the role that runs this line: where DevDiag
-- creates its tables as another role, run it as that one (or add "for role ..." after "privileges").
alter default privileges in schema {{schema}} grant select on tables to {{role}};
