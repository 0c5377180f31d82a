/** Words for scenarios: SQL that writes runs. Times are SQL expressions on the data's clock, such as `{{as_of}}`. */

export interface SampleRun {
  tenant?: string;
  /** The array of codes as JSON; empty when not given. */
  problems?: string;
}

/** One run at each of the times. */
export function runsAt(times: string[], run: SampleRun = {}): string {
  return insertRuns(`unnest(array[${times.join(', ')}]::timestamp[]) as at (ts)`, run);
}

/** Runs from one time up to another, both included, an interval apart. */
export function runsEvery(from: string, to: string, step: string, run: SampleRun = {}): string {
  return insertRuns(`generate_series(${from}, ${to}, interval '${step}') as at (ts)`, run);
}

/** What a scenario needs most often to be well again: a run a minute ago. */
export const FRESH_RUN = runsAt([`{{as_of}} - interval '1 minute'`]);

/** Midnight of the day that is asked about, on the data's clock. */
export const MIDNIGHT = `date_trunc('day', {{as_of}})`;

/**
 * Rows as they shouldn't be, all written an hour ago but the last three: problems that are no array or hold no codes,
 * codes and tenants full of characters that mean something elsewhere or far too long, times that are none.
 */
export const ODD_ROWS = `
  insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
  select {{as_of}} - interval '1 hour', odd.tenant, 't', 'e', odd.problems, '{}'
  from (values
    ('odd', '{"CORS_BLOCK": true}'::jsonb),
    ('odd', '"CORS_BLOCK"'),
    ('odd', '17'),
    ('odd', 'true'),
    ('odd', 'null'),
    ('odd', '[1, null, true, {"code": "CORS_BLOCK"}, ["CORS_BLOCK"]]'),
    ('odd', '["", "CORS_BLOCK", 1]'),
    ('odd', '[]'),
    ('''; drop table devdiag.diag_run; --', jsonb_build_array('it''s "50 %" \\ $__timeTo() Ж 🙂', E'line\\nbreak')),
    (repeat('long ', 2000), jsonb_build_array(repeat('LONG_', 2000), 'TWICE', 'TWICE'))
  ) as odd (tenant, problems);
  insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
  values ('infinity', 'odd', 't', 'e', '[]', '{}'), ('-infinity', 'odd', 't', 'e', '[]', '{}'),
    ('294276-12-31 23:59:59', 'odd', 't', 'e', '["CORS_BLOCK"]', '{}');`;

/**
 * So many runs a day on the days before the one that is asked about, from the minute after midnight on.
 *
 * @param days how many days back
 * @param count SQL for the number of runs on the day that is `back` days back, 1 being yesterday
 */
export function runsADay(days: number, count: string, run: SampleRun = {}): string {
  return insertRuns(
    `(select ${MIDNIGHT} - make_interval(days => back) + n * interval '1 minute' as ts
      from generate_series(1, ${days}) as back, generate_series(1, ${count}) as n) as at`,
    run
  );
}

function insertRuns(times: string, { tenant = 'acme', problems = '[]' }: SampleRun): string {
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
  return `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
    select at.ts, ${text(tenant)}, 't', 'e', ${text(problems)}, '{}' from ${times};`;
}
