import type { ClientBase } from 'pg';

/**
 * Measures the history in schema devdiag (ts in UTC) by the definitions of the health checks, written a second time and
 * as plainly as possible, so that the sample data isn't tested with what it was made with.
 */
export interface Scope {
  asOf: Date;
  /** All tenants when not given. */
  tenant?: string;
}

const OF_SCOPE = `($2::text is null or tenant = $2) and ts <= $1::timestamptz at time zone 'UTC'`;

/** Share of the last seven days' runs that report a code, the largest. */
export async function topShare(client: ClientBase, scope: Scope): Promise<{ code: string; share: number }> {
  const rows = await all<{ code: string; share: number }>(
    client,
    `with run as (
      select * from devdiag.diag_run where ${OF_SCOPE} and ts > $1::timestamptz at time zone 'UTC' - interval '7 days'
    )
    select code, count(distinct id)::float8 / (select count(*) from run) as share
    from run, jsonb_array_elements_text(problems) as code
    group by code
    order by 2 desc
    limit 1`,
    scope
  );
  return rows[0];
}

/** Distinct codes of each day, oldest day first. */
export async function codesADay(client: ClientBase, scope: Scope, days: number): Promise<number[]> {
  const rows = await all<{ codes: number }>(
    client,
    `select count(distinct code)::integer as codes
    from devdiag.diag_run, jsonb_array_elements_text(problems) as code
    where ${OF_SCOPE} and ts > $1::timestamptz at time zone 'UTC' - make_interval(days => ${days})
    group by ts::date
    order by ts::date`,
    scope
  );
  return rows.map(({ codes }) => codes);
}

/** Runs of each of the last 35 full days, newest day first. */
export async function runsADay(client: ClientBase, scope: Scope): Promise<number[]> {
  const rows = await all<{ runs: number }>(
    client,
    `select (select count(*) from devdiag.diag_run
             where ${OF_SCOPE} and ts >= day and ts < day + interval '1 day')::integer as runs
    from generate_series(1, 35) as ago,
      lateral (select date_trunc('day', $1::timestamptz at time zone 'UTC') - make_interval(days => ago) as day) as d
    order by ago`,
    scope
  );
  return rows.map(({ runs }) => runs);
}

/** Days among the last seven that are out of line with the same weekday of the four weeks before. */
export function oddDays(runs: number[]): Array<{ ago: number; runs: number; usual: number }> {
  return runs.slice(0, 7).flatMap((count, index) => {
    const before = [7, 14, 21, 28].map((offset) => runs[index + offset]);
    const usual = median(before);
    const scaledMad = 1.4826 * median(before.map((value) => Math.abs(value - usual)));
    const off = Math.abs(count - usual);
    return usual >= 20 && off > 0.5 * usual && off > 3 * scaledMad ? [{ ago: index + 1, runs: count, usual }] : [];
  });
}

/** Kaplan–Meier median in days of the episodes that opened in the last `days`; Infinity when it is never reached. */
export async function medianTtr(
  client: ClientBase,
  scope: Scope,
  days: number
): Promise<{ episodes: number; open: number; median: number }> {
  const rows = await all<{ lasted: number; resolved: boolean }>(
    client,
    `with run as (
      select *, row_number() over (partition by tenant, target_hash, preset order by ts, id) as place,
        max(ts) over (partition by tenant, target_hash, preset) as last_ts
      from devdiag.diag_run
      where ${OF_SCOPE} and ts > $1::timestamptz at time zone 'UTC' - make_interval(days => ${days + 10})
    ),
    report as (
      select run.tenant, target_hash, preset, code, ts, place, last_ts,
        place - row_number() over (partition by tenant, target_hash, preset, code order by place) as stretch
      from run, jsonb_array_elements_text(problems) as code
    ),
    episode as (
      select tenant, target_hash, preset, min(ts) as opened, max(place) as last_place, max(last_ts) as last_ts
      from report
      group by tenant, target_hash, preset, code, stretch
    )
    select
      extract(epoch from coalesce(clean.ts, episode.last_ts) - opened)::float8 / 86400 as lasted,
      clean.ts is not null as resolved
    from episode
    left join run as clean
      on clean.tenant = episode.tenant and clean.target_hash = episode.target_hash
      and clean.preset is not distinct from episode.preset and clean.place = episode.last_place + 1
    where opened > $1::timestamptz at time zone 'UTC' - make_interval(days => ${days})`,
    scope
  );
  return { episodes: rows.length, open: rows.filter(({ resolved }) => !resolved).length, median: kaplanMeier(rows) };
}

/** Mean over (tenant, problem, fix) of their mean confidence, of the outcomes learned in the last `days`. */
export async function confidence(
  client: ClientBase,
  scope: Scope,
  days: number
): Promise<{ mean: number; fixes: number; lowestProblem: number }> {
  const rows = await all<{ mean: number; fixes: number; lowestProblem: number }>(
    client,
    `with fix as (
      select problem_code, avg(confidence) as mean
      from devdiag.fix_outcome
      where ${OF_SCOPE} and ts > $1::timestamptz at time zone 'UTC' - make_interval(days => ${days})
      group by tenant, problem_code, fix_code
    )
    select avg(mean) as mean, count(*)::integer as fixes,
      (select min(m) from (select avg(mean) as m from fix group by problem_code) as p) as "lowestProblem"
    from fix`,
    scope
  );
  return rows[0];
}

/** (tenant, code) pairs of the last 30 days without an outcome. */
export async function unlearned(client: ClientBase, scope: Scope): Promise<string[]> {
  const rows = await all<{ pair: string }>(
    client,
    `select distinct tenant || ' ' || code as pair
    from devdiag.diag_run as run, jsonb_array_elements_text(problems) as code
    where ${OF_SCOPE} and ts > $1::timestamptz at time zone 'UTC' - interval '30 days'
      and not exists (
        select from devdiag.fix_outcome as o where o.tenant = run.tenant and o.problem_code = code
      )`,
    scope
  );
  return rows.map(({ pair }) => pair);
}

/** Times in minutes: age of the newest run, age of the oldest, and the longest silence between two. */
export async function ages(
  client: ClientBase,
  scope: Scope
): Promise<{ newest: number; oldest: number; longestGap: number }> {
  const rows = await all<{ newest: number; oldest: number; longestGap: number }>(
    client,
    `select
      extract(epoch from $1::timestamptz at time zone 'UTC' - max(ts))::float8 / 60 as newest,
      extract(epoch from $1::timestamptz at time zone 'UTC' - min(ts))::float8 / 60 as oldest,
      max(gap) as "longestGap"
    from (
      select ts, extract(epoch from ts - lag(ts) over (order by ts))::float8 / 60 as gap
      from devdiag.diag_run
      where ${OF_SCOPE}
    ) as run`,
    scope
  );
  return rows[0];
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Shortest time at which at most half are still open. */
export function kaplanMeier(episodes: Array<{ lasted: number; resolved: boolean }>): number {
  let open = 1;
  for (const time of [...new Set(episodes.map(({ lasted }) => lasted))].sort((a, b) => a - b)) {
    const atRisk = episodes.filter(({ lasted }) => lasted >= time).length;
    const resolved = episodes.filter((episode) => episode.lasted === time && episode.resolved).length;
    open *= 1 - resolved / atRisk;
    if (open <= 0.5) {
      return time;
    }
  }
  return Infinity;
}

async function all<Row>(client: ClientBase, sql: string, { asOf, tenant }: Scope): Promise<Row[]> {
  return (await client.query(sql, [asOf.toISOString(), tenant ?? null])).rows as Row[];
}
