import type { ClientBase } from 'pg';
import { SAMPLE_PROBLEMS } from './problems.ts';
import { normal, uniform } from './random.ts';

/** The bad fortnight: one problem on more than half of all series, in days before the end of a 180 days' history. */
const BAD = { code: 'CSP_INLINE_BLOCKED', from: 94.5, to: 80.5, share: 0.55 };

/** The mean of the durations drawn below, as a multiple of their median. */
const MEAN_TO_MEDIAN = 1.13;

/**
 * Lays out when which series has which problem, as temporary tables:
 *
 * - sample_problem: ord, code, presets, share, lasts, from_ago, to_ago, fixes
 * - sample_episode: series, week (a whole number; an episode has a row for each week it touches, so that runs find
 *   theirs quickly), ord, code, opens, closes
 *
 * A problem comes back to a series at about even intervals, whose length makes its share of the runs come out as wanted;
 * the tenant's series take turns, so that every week of every tenant is much like the other.
 *
 * Needs sample_hour and sample_series.
 */
export async function layOutEpisodes(client: ClientBase, days: number): Promise<void> {
  await client.query(`
    create temporary table sample_problem (
      ord integer, code text, presets jsonb, share float8, lasts float8, from_ago float8, to_ago float8, fixes jsonb
    ) on commit drop;
    create temporary table sample_episode (
      series integer, week integer, ord integer, code text, opens timestamp, closes timestamp
    ) on commit drop`);
  const problems = SAMPLE_PROBLEMS.map(({ from, to, ...problem }, ord) => ({
    ...problem,
    ord,
    from_ago: from,
    to_ago: to,
  }));
  await client.query(`insert into sample_problem select * from jsonb_populate_recordset(null::sample_problem, $1)`, [
    JSON.stringify(problems),
  ]);

  // In a history shorter than half a year, the bad fortnight is shorter as well.
  const scale = Math.min(1, days / 180);
  await client.query(
    `insert into sample_episode
    with span as (
      select min(starts) as first, max(ends) as last from sample_hour
    ),
    bad as (
      select
        last - make_interval(secs => $2::float8 * 86400) as first,
        last - make_interval(secs => $3::float8 * 86400) as last
      from span
    ),
    susceptible as (
      select
        series.series, series.rank, series.tenant_no, problem.*, span.first, span.last,
        problem.lasts * ${MEAN_TO_MEDIAN} / problem.share as every
      from sample_series as series
      join sample_problem as problem on problem.presets @> coalesce(to_jsonb(series.preset), 'null')
      cross join span
    ),
    recurring as (
      select
        *,
        (series * 32::bigint + ord) * 4096 + turn as key,
        -- The golden ratio spreads the beginnings evenly, however many series there are.
        turn + (rank * 0.6180339887 + ord * 0.381 + tenant_no * 0.173) % 1 as place
      from susceptible
      cross join lateral generate_series(-2, ceil($1::float8 / every)::integer) as turn
    ),
    usual as (
      select series, ord, code, first, last, from_ago, to_ago, opens, opens + make_interval(secs => lasting) as closes
      from recurring
      cross join lateral (
        select
          first + make_interval(secs => 86400 * every * (place + 0.4 * (${uniform('key', 2)} - 0.5))) as opens,
          86400 * lasts * least(2.2, exp(0.6 * ${normal('key', 3)})) as lasting
      ) as drawn
    ),
    unusual as (
      select
        series.series, problem.ord, problem.code,
        bad.first + (bad.last - bad.first) * 0.35 * ${uniform('series.series', 4)} as opens,
        bad.last - (bad.last - bad.first) * 0.3 * ${uniform('series.series', 5)} as closes
      from sample_series as series
      cross join bad
      join sample_problem as problem on problem.code = $4
      where ${uniform('series.series', 6)} < $5::float8
    ),
    episode as (
      select usual.series, usual.ord, usual.code, usual.opens, usual.closes
      from usual
      cross join bad
      where usual.opens < usual.last
        and usual.closes > usual.first
        and (from_ago = 1 or opens >= usual.last - (usual.last - usual.first) * from_ago)
        and opens < usual.last - (usual.last - usual.first) * to_ago
        -- A run reports a code once.
        and not (code = $4 and closes > bad.first - interval '1 day' and opens < bad.last + interval '12 hours')
      union all
      select series, ord, code, opens, closes from unusual
    )
    select series, week, ord, code, opens, closes
    from episode
    cross join lateral generate_series(
      floor(extract(epoch from opens) / 604800)::integer,
      floor(extract(epoch from closes) / 604800)::integer
    ) as week`,
    [days, BAD.from * scale, BAD.to * scale, BAD.code, BAD.share]
  );
  await client.query(`create index on sample_episode (series, week); analyze sample_episode`);
}
