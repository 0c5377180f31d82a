import type { ClientBase } from 'pg';
import { SAMPLE_PRESETS, SAMPLE_TENANTS } from './tenants.ts';

const FRAMEWORKS = ['react 18.3', 'vue 3.5', 'svelte 5.1', 'react 19.1', 'angular 19'];
const SERVERS = ['nginx', 'caddy', 'vite', 'envoy', 'apache'];

/** How often a target is looked at by the same preset, on the average; the popular ones are three times as often. */
const RUNS_A_DAY = 3;

/** From this many turns on, a tenant has popular series as well. */
const POPULAR_FROM = 24;

/**
 * Lays out who is looked at, as temporary tables:
 *
 * - sample_series: series, tenant_no, tenant, rank (in the tenant), target_hash, preset, env (0 to 11),
 *   evidence (of a run that finds nothing)
 * - sample_turn: in each round of runs every turn comes once; turn (0, 1, …), tenant_no, step, steps, first_place.
 *   Tenants alternate as evenly as their shares allow.
 * - sample_place: place → series; a tenant's places are `steps` in number from first_place on. Rounds go through them
 *   from a different one each time.
 *
 * @returns the number of turns in a round
 */
export async function layOutSeries(client: ClientBase, options: { days: number; runs: number }): Promise<number> {
  const turns = Math.max(10, Math.round(options.runs / options.days / RUNS_A_DAY));
  let firstPlace = 0;
  let firstSeries = 0;
  const tenants = SAMPLE_TENANTS.map(({ tenant, host, share }, index) => {
    const steps = Math.max(2, Math.round(turns * share));
    const series = steps < POPULAR_FROM ? steps : Math.floor(steps / 1.5);
    const row = { tenant_no: index, tenant, host, steps, first_place: firstPlace, series, first_series: firstSeries };
    firstPlace += steps;
    firstSeries += series;
    return row;
  });

  await client.query(`
    create temporary table sample_tenant (
      tenant_no integer, tenant text, host text, steps integer, first_place integer, series integer, first_series integer
    ) on commit drop;
    create temporary table sample_series (
      series integer primary key, tenant_no integer, tenant text, rank integer, target_hash text, preset text, env integer,
      evidence jsonb
    ) on commit drop;
    create temporary table sample_turn (
      turn integer primary key, tenant_no integer, step integer, steps integer, first_place integer
    ) on commit drop;
    create temporary table sample_place (place integer primary key, series integer) on commit drop`);

  await client.query(`insert into sample_tenant select * from jsonb_populate_recordset(null::sample_tenant, $1)`, [
    JSON.stringify(tenants),
  ]);

  await client.query(
    `insert into sample_series
    with series as (
      select
        first_series + rank as series,
        tenant_no,
        tenant,
        rank,
        -- Two series look at one target, with different presets.
        rank / 2 as target,
        host,
        ($1::text[])[(rank + 4 * tenant_no) % cardinality($1::text[]) + 1] as preset,
        (rank / 2 * 5 + tenant_no * 3) % 12 as env
      from sample_tenant
      cross join lateral generate_series(0, series - 1) as rank
    )
    select
      series, tenant_no, tenant, rank,
      encode(sha256(convert_to('https://' || host || '/app/' || target, 'UTF8')), 'hex'),
      preset, env,
      jsonb_strip_nulls(jsonb_build_object(
        'csp', 'inline',
        -- A chat run doesn't look at what the page is built with.
        'framework', case when preset = 'chat' then null else ($2::text[])[target % cardinality($2::text[]) + 1] end,
        'server', ($3::text[])[env % cardinality($3::text[]) + 1],
        'routes', 3 + target * 7 % 38
      ))
    from series`,
    [SAMPLE_PRESETS, FRAMEWORKS, SERVERS]
  );

  await client.query(`
    insert into sample_turn
    select row_number() over (order by (step + 0.5) / steps, tenant_no) - 1, tenant_no, step, steps, first_place
    from sample_tenant
    cross join lateral generate_series(0, steps - 1) as step;

    insert into sample_place
    select
      first_place + step,
      -- Every series has a place; every fourth, the popular ones, has two more, elsewhere in the round.
      first_series + case when step < series then step else (step - series) * 4 % series end
    from sample_tenant
    cross join lateral generate_series(0, steps - 1) as step;

    analyze sample_series; analyze sample_turn; analyze sample_place`);
  return firstPlace;
}
