import type { ClientBase } from 'pg';
import { uniform } from './random.ts';

/**
 * Inserts the runs of a stretch of hours, ids in the order of ts.
 *
 * What a run found is what its series has at that moment; the evidence agrees with the problems.
 *
 * @param table the run table, quoted
 * @param turns runs in a round, as layOutSeries returned it
 * @param hours first and last `n` of sample_hour
 * @returns how many were inserted
 */
export async function insertRuns(
  client: ClientBase,
  table: string,
  turns: number,
  hours: { first: number; last: number }
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into ${table} (id, ts, tenant, target_hash, env_fp, problems, evidence, preset)
    with run as materialized (
      select
        id,
        date_trunc('milliseconds', hour.starts + (hour.ends - hour.starts)
          * greatest(0, (id::float8 - 0.05 - 0.15 * ${uniform('id', 7)} - hour.before) / (hour.after - hour.before))) as ts
      from sample_hour as hour
      cross join lateral generate_series(hour.first_run, hour.last_run) as id
      where hour.n between $2 and $3
    )
    select
      run.id,
      run.ts,
      series.tenant,
      series.target_hash,
      -- Mostly the environment at home, now and then a colleague's.
      ($4::text[])[(series.env + floor(1.25 * ${uniform('run.id', 8)})::integer * (1 + run.id % 3)) % 12 + 1],
      found.problems,
      case
        when found.problems = '[]' then series.evidence
        when found.problems ?| '{CSP_INLINE_BLOCKED,XFO_DENY,IFRAME_FRAME_ANCESTORS_BLOCKED,FRAMEWORK_VERSION_MISMATCH}'
          then series.evidence || jsonb_strip_nulls(jsonb_build_object(
            'csp', case when found.problems ? 'CSP_INLINE_BLOCKED' then 'strict' end,
            'xfo', case
              when found.problems ? 'XFO_DENY' then 'DENY'
              when found.problems ? 'IFRAME_FRAME_ANCESTORS_BLOCKED' then 'SAMEORIGIN'
            end,
            'framework', case when found.problems ? 'FRAMEWORK_VERSION_MISMATCH' then 'react 18.3 / 17.0' end
          ))
        else series.evidence
      end,
      series.preset
    from run
    join sample_turn as turn on turn.turn = run.id % $1
    join sample_place as place
      on place.place = turn.first_place
        + (turn.step + floor(turn.steps * ${uniform('run.id / $1 * 8 + turn.tenant_no', 9)})::integer) % turn.steps
    join sample_series as series on series.series = place.series
    cross join lateral (
      select coalesce(jsonb_agg(episode.code order by episode.ord), '[]') as problems
      from sample_episode as episode
      where episode.series = series.series
        and episode.week = floor(date_part('epoch', run.ts) / 604800)::integer
        and episode.opens <= run.ts
        and episode.closes > run.ts
    ) as found
    order by run.id`,
    [turns, hours.first, hours.last, await environments(client)]
  );
  return rowCount ?? 0;
}

/** @returns the twelve environments' fingerprints */
export async function environments(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ fingerprints: string[] }>(`
    select array_agg(encode(sha256(convert_to('environment ' || number, 'UTF8')), 'hex') order by number) as fingerprints
    from generate_series(1, 12) as number`);
  return rows[0].fingerprints;
}
