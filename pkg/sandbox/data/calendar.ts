import type { ClientBase } from 'pg';
import { uniform } from './random.ts';

/** How busy each hour of a day is, midnight first, against the busiest ones. */
const HOURS = [
  ...[0.4, 0.38, 0.37, 0.37, 0.38, 0.42, 0.5, 0.65, 0.85, 1, 1.05, 1.05],
  ...[0.9, 0.95, 1.05, 1.05, 1, 0.9, 0.75, 0.65, 0.58, 0.52, 0.47, 0.43],
];

/** Saturday and Sunday against a working day. */
const WEEKEND = 0.33;

/** Runs an hour that there are always, so that silence means something: no gap is longer than an hour. */
const LEAST_AN_HOUR = 1.25;

/** The same for the two hours before the end: each tenant has been heard of. */
const LEAST_LATELY = 7;

/**
 * Lays out the time: temporary table sample_hour, a row an hour with the ids of its runs.
 *
 * It is the data's own wall clock that is laid out, the one ts is written in. An hour that daylight saving skips stays
 * empty, one that it repeats is there once; so ids are in the order of ts always.
 *
 * Columns: n (0, 1, …), starts, ends (timestamp), first_run, last_run (bigint; none when first > last), before, after
 * (runs expected until starts and until ends, with fractions)
 */
export async function layOutCalendar(
  client: ClientBase,
  options: { asOf: Date; days: number; runs: number; zone: string }
): Promise<void> {
  const { asOf, days, runs, zone } = options;
  await client.query(`
    create temporary table sample_hour (
      n integer primary key, starts timestamp, ends timestamp,
      before float8, after float8, first_run bigint, last_run bigint
    ) on commit drop`);
  await client.query(
    `insert into sample_hour
    with span as (
      select
        ($1::timestamptz at time zone $4) as last,
        -- A few hours short of the whole history, as it is when cleaning up has just been.
        ($1::timestamptz at time zone $4) - make_interval(hours => $2::integer * 24 - 5) as first
    ),
    hour as (
      select
        row_number() over (order by clock) - 1 as n,
        greatest(clock, span.first) as starts,
        least(clock + interval '1 hour', span.last) as ends,
        clock,
        span.last,
        case when (clock at time zone $4) at time zone $4 = clock then 1 else 0 end as exists
      from span
      cross join lateral generate_series(date_trunc('hour', span.first), span.last, interval '1 hour') as clock
      where clock < span.last
    ),
    rated as (
      select
        *,
        extract(epoch from ends - starts)::float8 / 3600 * exists as hours,
        ($5::float8[])[extract(hour from clock)::integer + 1]
          * case when extract(isodow from clock) > 5 then $6::float8 else 1 end
          -- No two days are quite alike,
          * (0.94 + 0.12 * ${uniform(`extract(epoch from date_trunc('day', clock))`, 1)})
          -- and people come to like the thing.
          * (1 + 0.2 * n / count(*) over ())
          as rate
      from hour
    ),
    expected as (
      select
        *,
        greatest(
          $3::float8 * hours * rate / sum(hours * rate) over (),
          hours * least($7::float8, 0.5 * $3 / sum(hours) over ()),
          case when ends > last - interval '2 hours' then hours * least($8::float8, 1.5 * $3 / sum(hours) over ()) end
        ) as runs
      from rated
    ),
    summed as (
      select *, $3 * sum(runs) over (order by n) / sum(runs) over () as until, n = max(n) over () as is_last
      from expected
    ),
    bounded as (
      select
        n, starts, ends,
        coalesce(lag(until) over (order by n), 0) as before,
        -- Not left to rounding: the last run belongs to the last hour.
        case when is_last then $3 else until end as after
      from summed
    )
    select n, starts, ends, before, after, floor(before)::bigint + 1, floor(after)::bigint
    from bounded`,
    [asOf.toISOString(), days, runs, zone, HOURS, WEEKEND, LEAST_AN_HOUR, LEAST_LATELY]
  );
}
