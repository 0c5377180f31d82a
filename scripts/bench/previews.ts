import type { ClientBase } from 'pg';
import { withoutSecondaryIndexes } from '@devdiag/sandbox/data/bulk-load';
import { SAMPLE_PROBLEMS } from '@devdiag/sandbox/data/problems';
import { normal, uniform } from '@devdiag/sandbox/data/random';
import { SAMPLE_TENANTS } from '@devdiag/sandbox/data/tenants';

/** Every preview is looked at so often on the average. */
const RUNS_A_TARGET = 8;
const PRESETS = ['chat', 'embed', 'app', 'full'];

/** What fails at an address that nobody has put on a list yet, in a circle: neighbours fail together. */
const OF_THE_ADDRESS = [
  'IFRAME_FRAME_ANCESTORS_BLOCKED',
  'XFO_DENY',
  'EMBED_NO_READY_SIGNAL',
  'ORIGIN_MISMATCH',
  'CORS_BLOCK',
  'NETWORK_CAPTURE_BLOCKED',
  'VITE_API_BASE_MISMATCH',
  'COOKIE_SAMESITE_STRICT',
  'COOKIE_SECURE_HTTP',
];

export interface PreviewOptions {
  /** The end of the history. */
  asOf: Date;
  days: number;
  /** About so many runs. */
  runs: number;
}

/**
 * Fills an empty database with the history of sites that diagnose previews: each change of theirs is deployed at an
 * address of its own, is diagnosed anew after every push, eight times on the average, and is never seen again. Some 5,000
 * new targets a week at a million runs in half a year, where the usual sample data has a few thousand for ever.
 *
 * A new address is on no list yet: four previews in five begin with four to eight problems of framing, origins and
 * cookies, which go all at once when somebody registers it: an eighth of those left at every later look, many never. Three
 * previews in ten have one or two problems of the change itself besides; of those a third is fixed at every later look.
 * Looks are hours apart.
 *
 * A run reports some 3 codes on the average, where one of the usual sample data reports 0.6. That is what v_ttr_days takes
 * its time for, more than the number of targets: it sorts every report of the whole history, twice.
 *
 * Nothing is random: the same options give the same data.
 */
export async function fillPreviews(client: ClientBase, { asOf, days, runs }: PreviewOptions): Promise<void> {
  const targets = Math.round(runs / RUNS_A_TARGET);
  const ofTheChange = SAMPLE_PROBLEMS.map(({ code }) => code).filter((code) => !OF_THE_ADDRESS.includes(code));
  await client.query('begin');
  await client.query(
    `set local jit = off; set local work_mem = '256MB'; set local maintenance_work_mem = '256MB'; set local synchronous_commit = off`
  );
  const insert = `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence, preset)
    with target as (
      select n,
        $1::timestamp - make_interval(secs => $2::float8 * 86400 * (1 - (n - ${uniform('n', 1)}) / $3::float8)) as opened,
        1 + floor(${2 * (RUNS_A_TARGET - 1) + 1} * ${uniform('n', 2)})::integer as looks,
        ($4::text[])[1 + floor(cardinality($4::text[]) * ${uniform('n', 3)})::integer] as tenant,
        ($5::text[])[1 + floor(cardinality($5::text[]) * ${uniform('n', 4)})::integer] as preset,
        encode(sha256(convert_to('https://preview-' || n || '.example', 'UTF8')), 'hex') as hash,
        case when ${uniform('n', 5)} < 0.8 then 4 + floor(5 * ${uniform('n', 6)})::integer else 0 end as of_address,
        floor(cardinality($6::text[]) * ${uniform('n', 10)})::integer as first_of_address,
        ${firstLookWithout('n', 11, 1 / 8)} as registered_at,
        case when ${uniform('n', 12)} < 0.3 then 1 + floor(2 * ${uniform('n', 13)})::integer else 0 end as of_change
      from generate_series(1, $3::integer) as n
    ),
    run as (
      select target.*, look,
        -- Hours apart, nights in between: the later the look, the longer the pause.
        opened + make_interval(secs => 3600 * (look - 1) * (6 + look) * (1 + ${normal('n * 64 + look', 9)} / 6)) as ts
      from target
      cross join lateral generate_series(1, looks) as look
    )
    select date_trunc('milliseconds', run.ts), run.tenant, run.hash,
      encode(sha256(convert_to('env-' || run.n % 12, 'UTF8')), 'hex'),
      (
        select coalesce(jsonb_agg(distinct code), '[]')
        from (
          select ($6::text[])[1 + (first_of_address + place) % cardinality($6::text[])] as code
          from generate_series(1, case when run.look < registered_at then of_address else 0 end) as place
          union all
          select ($7::text[])[1 + floor(cardinality($7::text[]) * power(${uniform('run.n * 4 + place', 8)}, 2))::integer]
          from generate_series(1, of_change) as place
          where run.look < ${firstLookWithout('run.n * 4 + place', 7, 1 / 3)}
        ) as problem
      ),
      jsonb_build_object('csp', 'inline', 'framework', 'react 18.3', 'server', 'nginx', 'routes', 3 + run.n % 38),
      run.preset
    from run
    where run.ts <= $1::timestamp
    order by run.ts`;
  const parameters = [
    asOf.toISOString().replace('Z', ''),
    days,
    targets,
    // As often as their share, in hundredths.
    SAMPLE_TENANTS.flatMap(({ tenant, share }) => Array.from({ length: Math.round(share * 100) }, () => tenant)),
    PRESETS,
    OF_THE_ADDRESS,
    ofTheChange,
  ];
  await withoutSecondaryIndexes(
    client,
    'devdiag.diag_run',
    async () => void (await client.query(insert, parameters)),
    () => undefined
  );
  await client.query('commit');
  await client.query('vacuum (analyze) devdiag.diag_run');
}

/** SQL for the first look that finds a problem gone, when each look after the first has this chance. */
function firstLookWithout(key: string, stream: number, chance: number): string {
  return `(1 + ceil(ln(1 - ${uniform(key, stream)}) / ln(${1 - chance}::float8)))`;
}
