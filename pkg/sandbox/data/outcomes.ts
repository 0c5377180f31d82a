import type { ClientBase } from 'pg';
import { uniform } from './random.ts';
import { environments } from './runs.ts';

/**
 * Inserts what was learned: outcomes for every problem that a tenant had in the last month, all of them learned in that
 * month, two thirds of the problems' first fixes in its last week. Mean confidence is about 0.82.
 *
 * Needs sample_episode, sample_series, sample_problem and sample_hour.
 *
 * @param table the table of outcomes, quoted
 */
export async function insertOutcomes(client: ClientBase, table: string): Promise<number> {
  const { rowCount } = await client.query(
    `insert into ${table} (ts, tenant, problem_code, fix_code, confidence, support, env_fp, notes)
    with span as (
      select max(ends) as last from sample_hour
    ),
    had as (
      select distinct series.tenant_no, series.tenant, problem.ord, problem.code, problem.fixes, span.last
      from sample_episode as episode
      join sample_series as series using (series)
      join sample_problem as problem on problem.ord = episode.ord
      cross join span
      where episode.closes > span.last - interval '31 days'
    ),
    learned as (
      select
        had.*,
        fix.number as fix_no,
        fix.pair ->> 0 as fix_code,
        (fix.pair ->> 1)::float8 as usual_confidence,
        env_no,
        ((tenant_no * 32 + ord) * 8 + fix.number) * 8 + env_no as key
      from had
      cross join lateral jsonb_array_elements(had.fixes) with ordinality as fix (pair, number)
      -- One to three environments each.
      cross join lateral generate_series(0, (tenant_no + ord + fix.number)::integer % 3) as env_no
    )
    select
      date_trunc('milliseconds', last - make_interval(secs => 86400 * case
        when fix_no = 1 and env_no = 0 and (tenant_no + ord) % 3 > 0 then 0.1 + 6 * ${uniform('key', 11)}
        else 0.5 + 28 * ${uniform('key', 12)}
      end)) as ts,
      tenant,
      code,
      fix_code,
      round(least(0.98, usual_confidence + 0.1 * (${uniform('key', 13)} - 0.5))::numeric, 3),
      1 + floor(40 * ${uniform('key', 14)} ^ 2)::integer,
      ($1::text[])[(tenant_no * 3 + env_no * 5) % 12 + 1],
      case when key % 5 = 0 then 'confirmed by a second run' end
    from learned
    order by ts, key`,
    [await environments(client)]
  );
  return rowCount ?? 0;
}
