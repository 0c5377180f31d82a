-- DevDiag's schema: what DevDiag writes and Grafana reads.
--
-- DevDiag creates these tables itself when it is set up. Run this file only where they are missing, for example in a
-- test database, and run it as the role that is to own them. It can be run again at any time: what exists stays.
--
-- Before running it, replace {{schema}} with the schema's name as a quoted identifier, usually "devdiag".
-- Works with PostgreSQL 15 and newer; needs no extension.

create schema if not exists {{schema}};


-- Tables ------------------------------------------------------------------------------------------------------------

-- One row for every diagnosis of a web application.
create table if not exists {{schema}}.diag_run (
  id          bigserial primary key,
  ts          timestamp not null,  -- when it ran; no time zone is stored: it is the writer's clock, normally UTC
  tenant      text      not null,
  target_hash text      not null,  -- SHA-256 of the address that was looked at
  env_fp      text      not null,  -- SHA-256 fingerprint of the environment it was seen in
  problems    jsonb     not null,  -- array of problem codes, empty when nothing was found
  evidence    jsonb     not null,  -- object: csp, xfo, framework, server, routes and the like
  preset      text                 -- which set of questions was asked: chat, embed, app, full
);

-- One row for every fix that made a problem go away in an environment; learned again, the row is updated in place.
create table if not exists {{schema}}.fix_outcome (
  id           bigserial        primary key,
  ts           timestamp        not null,  -- when it was last learned
  tenant       text             not null,
  problem_code text             not null,
  fix_code     text             not null,
  confidence   double precision not null,  -- 0 to 1
  support      integer          not null,  -- how often it worked
  env_fp       text             not null,
  notes        text,
  unique (tenant, problem_code, fix_code, env_fp)
);


-- Indexes -----------------------------------------------------------------------------------------------------------
-- Three more come with the tables above: both primary keys and the unique constraint.

create index if not exists idx_diag_run_tenant_ts         on {{schema}}.diag_run    (tenant, ts desc);
create index if not exists idx_diag_run_target_ts         on {{schema}}.diag_run    (target_hash, ts desc);
create index if not exists idx_diag_run_ts                on {{schema}}.diag_run    (ts desc);
create index if not exists idx_fix_outcome_tenant_problem on {{schema}}.fix_outcome (tenant, problem_code);
create index if not exists idx_fix_outcome_support        on {{schema}}.fix_outcome (support desc);

-- Recommended, and the one that DevDiag's own set-up leaves to you: finds the runs that report a given problem. On a
-- large table in use, run this one by itself as "create index concurrently", so that DevDiag can go on writing.
create index if not exists idx_diag_run_problems_gin on {{schema}}.diag_run using gin (problems jsonb_path_ops);


-- Views -------------------------------------------------------------------------------------------------------------
-- A run whose problems aren't an array counts as one that reports nothing.

-- How many runs a day report a problem.
create or replace view {{schema}}.v_problem_counts as
select
  date_trunc('day', run.ts) as day,
  run.tenant,
  problem.code              as problem_code,
  count(distinct run.id)    as runs
from {{schema}}.diag_run as run
cross join lateral jsonb_array_elements_text(
  case jsonb_typeof(run.problems) when 'array' then run.problems else '[]' end
) as problem (code)
group by date_trunc('day', run.ts), run.tenant, problem.code;

-- What is known about a tenant's fixes, over all environments.
create or replace view {{schema}}.v_fix_success as
select
  tenant,
  problem_code,
  fix_code,
  sum(support)    as successes,
  avg(confidence) as avg_confidence,
  max(ts)         as last_success
from {{schema}}.fix_outcome
group by tenant, problem_code, fix_code;

-- Days from the first sight of a problem to the first later day without it.
--
-- Slow on a long history: it lays out a row for every day since each problem was first seen and looks each of them up
-- in the whole table. It takes a day without any diagnosis for a day without the problem, and leaves out what is still
-- broken. DevDiag Ops doesn't read it; it stays for those who use it in other tools.
create or replace view {{schema}}.v_ttr_days as
with sighting as (
  select run.tenant, problem.code as problem_code, run.target_hash, run.ts::date as day
  from {{schema}}.diag_run as run
  cross join lateral jsonb_array_elements_text(
    case jsonb_typeof(run.problems) when 'array' then run.problems else '[]' end
  ) as problem (code)
),
first_sighting as (
  select tenant, problem_code, target_hash, min(day) as first_seen_day
  from sighting
  group by tenant, problem_code, target_hash
),
followed_day as (
  select
    first_sighting.tenant,
    first_sighting.problem_code,
    first_sighting.target_hash,
    first_sighting.first_seen_day,
    followed.day,
    count(sighting.day) as sightings
  from first_sighting
  cross join lateral generate_series(first_sighting.first_seen_day, current_date, interval '1 day') as followed (day)
  left join sighting
    on  sighting.tenant = first_sighting.tenant
    and sighting.problem_code = first_sighting.problem_code
    and sighting.target_hash = first_sighting.target_hash
    and sighting.day = followed.day
  group by
    first_sighting.tenant,
    first_sighting.problem_code,
    first_sighting.target_hash,
    first_sighting.first_seen_day,
    followed.day
)
select
  tenant,
  problem_code,
  target_hash,
  first_seen_day,
  min(day)                  as first_zero_day,
  min(day) - first_seen_day as ttr_days
from followed_day
where sightings = 0
group by tenant, problem_code, target_hash, first_seen_day;

-- In how many different environments a problem was seen.
create or replace view {{schema}}.v_env_diversity as
select
  run.tenant,
  problem.code               as problem_code,
  count(distinct run.env_fp) as unique_environments,
  count(distinct run.id)     as total_runs
from {{schema}}.diag_run as run
cross join lateral jsonb_array_elements_text(
  case jsonb_typeof(run.problems) when 'array' then run.problems else '[]' end
) as problem (code)
group by run.tenant, problem.code;

-- The runs of the last seven days. (ts is taken for UTC, as DevDiag writes it.)
create or replace view {{schema}}.v_recent_activity as
select
  tenant,
  target_hash,
  ts,
  case jsonb_typeof(problems) when 'array' then jsonb_array_length(problems) else 0 end as problem_count,
  problems,
  preset
from {{schema}}.diag_run
where ts > (now() at time zone 'UTC') - interval '7 days';

-- The fixes of each problem over all tenants, the one that worked most often first.
create or replace view {{schema}}.v_fix_ranking as
select
  problem_code,
  fix_code,
  sum(support)    as successes,
  avg(confidence) as avg_confidence,
  rank() over (partition by problem_code order by sum(support) desc, avg(confidence) desc) as rank
from {{schema}}.fix_outcome
group by problem_code, fix_code;
