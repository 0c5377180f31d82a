import type { Scenario } from '../../types.ts';

interface Run {
  ago: string;
  problems?: string;
  preset?: string | null;
  tenant?: string;
}

/** Runs of one target, in the order of their ids. */
const runs = (target: string, ...history: Run[]) =>
  history
    .map(
      ({ ago, problems = '[]', preset = 'chat', tenant = 'acme' }) =>
        `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence, preset)
         values ({{as_of}} - interval '${ago}', '${tenant}', '${target}', 'e', '${problems}', '{}', ${preset === null ? 'null' : `'${preset}'`});`
    )
    .join('\n');

const seen = (ago: string, more: Partial<Run> = {}): Run => ({ ago, problems: '["CORS_BLOCK"]', ...more });
const clean = (ago: string, more: Partial<Run> = {}): Run => ({ ago, ...more });

/** Five targets whose problem is gone after 1, 2, 3, 4 and 5 hours: the median is 3 hours. */
const five = [1, 2, 3, 4, 5]
  .map((hours) => runs(`t${hours}`, clean('3 days'), seen('2 days'), clean(`${48 - hours} hours`)))
  .join('\n');

const HOUR = 1 / 24;

/** Everybody reports the same for six days, and nothing goes away. */
const everywhere = `update {{schema}}.diag_run
  set problems = '["CORS_BLOCK", "CSP_INLINE_BLOCKED", "EMBED_NO_READY_SIGNAL", "PORTAL_ROOT_MISSING", "FRAMEWORK_VERSION_MISMATCH"]'
  where ts > {{as_of}} - interval '6 days';`;

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass' } },
  {
    name: 'five problems appeared everywhere six days ago and nobody fixes them',
    demo: true,
    fault: everywhere,
    expect: { outcome: 'warn', message: /not known to be gone; .* at least 6 d .*; slowest: / },
    mend: `update {{schema}}.diag_run set problems = '[]' where ts > {{as_of}} - interval '5 days';`,
  },
  {
    name: 'two of six problems were gone within a day, the others took longer',
    base: 'empty',
    fault: [0.5, 1, 2.5, 3, 3.5, 4].map((days) => runs(`t${days}`, seen('5 days'), clean(`${5 - days} days`))).join(''),
    expect: {
      outcome: 'warn',
      value: 2.5,
      message: /Half of the 6 problems .* were gone after 2 d 12 h, .*; slowest: CORS_BLOCK/,
      evidence: [{ code: 'CORS_BLOCK', median: 2.5, episodes: 6, open: 0, longest: 4 }],
    },
    mend: `update {{schema}}.diag_run set ts = ts - interval '1 day' where problems = '[]' and ts > {{as_of}} - interval '3 days';`,
  },
  {
    name: 'the median of five',
    base: 'empty',
    fault: five,
    expect: { outcome: 'pass', value: 3 * HOUR, message: /5 problems .* gone after 3 h\./ },
  },
  {
    name: 'four are too few',
    base: 'empty',
    fault: five + `delete from {{schema}}.diag_run where target_hash = 't1';`,
    expect: {
      outcome: 'not-evaluated',
      value: null,
      message: /Only 4 problems .* needs 5/,
      evidence: [{ code: 'CORS_BLOCK', median: 3 * HOUR, episodes: 4 }],
    },
    mend: five,
  },
  {
    name: 'two days to the minute are no warning, more is',
    base: 'empty',
    settings: { thresholds: { ttr: { episodes: 5 } } },
    fault: [1, 2, 3, 4, 5].map((n) => runs(`t${n}`, seen('5 days'), clean('3 days'))).join(''),
    expect: { outcome: 'pass', value: 2 },
    mend: `update {{schema}}.diag_run set ts = ts + interval '1 minute' where problems = '[]';`,
    mended: { outcome: 'warn', value: 2 + 1 / 1440 },
  },
  {
    name: 'the threshold is changed in the settings',
    base: 'empty',
    settings: { thresholds: { ttr: { warn: 0.1, episodes: 6 } } },
    fault: five,
    expect: { outcome: 'not-evaluated', message: /needs 6/ },
    mend: runs('t6', seen('2 days'), clean('40 hours')),
    mended: { outcome: 'warn', value: 3 * HOUR },
  },
  {
    name: 'what is still open counts for as long as it was seen',
    base: 'empty',
    // 1, 2 and 9 hours resolved, seen for 3 and 4 hours: a third of what was left after 2 hours survives until 9.
    fault: `${runs('a', seen('2 days'), clean('47 hours'))} ${runs('b', seen('2 days'), clean('46 hours'))}
      ${runs('c', seen('2 days'), clean('39 hours'))} ${runs('d', seen('2 days'), seen('45 hours'))} ${runs('e', seen('2 days'), seen('44 hours'))}`,
    expect: { outcome: 'pass', value: 9 * HOUR, evidence: [{ code: 'CORS_BLOCK', episodes: 5, open: 2 }] },
  },
  {
    name: 'half are never known to be gone: at least',
    base: 'empty',
    fault:
      [1, 2, 3, 4, 5, 6, 7].map((n) => runs(`t${n}`, seen('6 days'), seen(`${6 - n / 2} days`))).join('') +
      runs('x', seen('6 days'), clean('5 days 23 hours')),
    // The times seen are 0.5 to 3.5 days; five were still there at 1.5.
    expect: {
      outcome: 'pass',
      value: 1.5,
      message: /More than half of the 8 problems .* at least 36 h/,
      evidence: [{ median: null, atLeast: 1.5, open: 7, longest: 3.5 }],
    },
  },
  {
    name: 'at least, and longer than allowed',
    base: 'empty',
    fault: [1, 2, 3, 4, 5, 6].map((n) => runs(`t${n}`, seen('6 days'), seen('3 days'))).join(''),
    expect: { outcome: 'warn', value: 3, message: /not known to be gone; .* at least 3 d, / },
    mend: [1, 2, 3, 4, 5, 6].map((n) => runs(`t${n}`, clean('5 days'))).join(''),
  },
  {
    name: 'a problem seen before the window is not new in it',
    base: 'empty',
    fault: five + runs('old', clean('9 days'), seen('8 days'), seen('1 day'), clean('1 hour')),
    expect: { outcome: 'pass', value: 3 * HOUR, evidence: [{ episodes: 5 }] },
  },
  {
    name: 'a problem that was gone before the window, and came back in it, is new',
    base: 'empty',
    fault: five + runs('old', seen('9 days'), clean('8 days'), seen('1 day'), clean('22 hours')),
    expect: { outcome: 'pass', value: 2 * HOUR, evidence: [{ episodes: 6 }] },
  },
  {
    name: 'opened exactly seven days ago is before the window, a second later in it',
    base: 'empty',
    fault:
      five +
      runs('edge', seen('7 days'), clean('6 days')) +
      runs('in', seen('6 days 23:59:59'), clean('6 days 23:59:58')),
    expect: { outcome: 'pass', evidence: [{ episodes: 6 }] },
  },
  {
    name: 'a run of another preset, or none, shows nothing about this one',
    base: 'empty',
    fault:
      five +
      runs(
        't9',
        seen('2 days'),
        clean('47 hours', { preset: null }),
        clean('46 hours', { preset: 'embed' }),
        clean('45 hours', { tenant: 'globex' }),
        clean('30 hours')
      ),
    expect: { outcome: 'pass', value: 3 * HOUR, evidence: [{ episodes: 6, longest: 18 * HOUR }] },
  },
  {
    name: 'no preset is a preset of its own',
    base: 'empty',
    fault:
      five +
      runs(
        't9',
        clean('3 days', { preset: null }),
        seen('2 days', { preset: null }),
        clean('30 hours', { preset: null })
      ),
    expect: { outcome: 'pass', value: 3 * HOUR, evidence: [{ episodes: 6, open: 0 }] },
  },
  {
    name: 'a run without a preset just before the window is the one before',
    base: 'empty',
    fault:
      five +
      runs(
        't9',
        seen('8 days', { preset: null }),
        clean('7 days 1 hour'),
        seen('2 days', { preset: null }),
        clean('30 hours', { preset: null })
      ),
    expect: { outcome: 'pass', value: 3 * HOUR, evidence: [{ episodes: 5 }] },
  },
  {
    name: 'a malformed run in between is no evidence that a problem was gone',
    base: 'empty',
    fault:
      five +
      runs(
        't9',
        seen('50 hours'),
        { ago: '49 hours', problems: '{"CORS_BLOCK": 1}' },
        { ago: '48 hours', problems: '["OTHER", 7]' },
        { ago: '47 hours', problems: '[["CORS_BLOCK"]]' },
        { ago: '46 hours', problems: 'null' },
        clean('30 hours')
      ),
    expect: { outcome: 'pass', value: 3 * HOUR, evidence: [{ code: 'CORS_BLOCK', episodes: 6, longest: 20 * HOUR }] },
  },
  {
    name: 'a malformed run just before the window does not hide the one before it',
    base: 'empty',
    fault:
      five +
      runs('t9', seen('8 days'), { ago: '7 days 1 hour', problems: '"CORS_BLOCK"' }, seen('2 days'), clean('30 hours')),
    expect: { outcome: 'pass', value: 3 * HOUR, evidence: [{ episodes: 5 }] },
  },
  {
    name: 'a malformed run at the end does not stretch an open episode',
    base: 'empty',
    fault: [1, 2, 3, 4, 5]
      .map((n) => runs(`t${n}`, seen('6 days'), seen('5 days'), { ago: '1 hour', problems: '17' }))
      .join(''),
    expect: { outcome: 'pass', value: 1, message: /at least/ },
  },
  {
    name: 'runs of the same instant are ordered by id',
    base: 'empty',
    // Reported, gone, reported again, all at once: two episodes, the first of no length, the second open.
    fault: five + runs('t9', clean('3 days'), seen('2 days'), clean('2 days'), seen('2 days')),
    expect: { outcome: 'pass', evidence: [{ episodes: 7, open: 1 }] },
  },
  {
    name: 'the same, inserted in another order: one episode that resolves at once',
    base: 'empty',
    fault: five + runs('t9', seen('2 days'), seen('2 days'), clean('2 days'), clean('3 days')),
    expect: { outcome: 'pass', evidence: [{ episodes: 6, open: 0 }] },
  },
  {
    name: 'each code has its own episodes, and one named twice in a run has one',
    base: 'empty',
    fault:
      five +
      runs(
        't9',
        { ago: '2 days', problems: '["CORS_BLOCK", "XFO_DENY", "CORS_BLOCK"]' },
        { ago: '46 hours', problems: '["XFO_DENY", "XFO_DENY"]' },
        clean('24 hours')
      ),
    expect: {
      outcome: 'pass',
      value: 3 * HOUR,
      evidence: [
        { code: 'XFO_DENY', median: 1, episodes: 1 },
        { code: 'CORS_BLOCK', episodes: 6, median: 2 * HOUR },
      ],
    },
  },
  {
    name: 'codes and tenants full of quotes, percent and dollar signs',
    base: 'empty',
    tenant: `l'été "€" 100%`,
    fault:
      five.replaceAll(`'acme'`, `'l''été "€" 100%'`).replaceAll('CORS_BLOCK', String.raw`it''s \"50 %\" $x \\ замок`) +
      runs('acme', seen('6 days'), clean('1 day')),
    expect: {
      outcome: 'pass',
      value: 3 * HOUR,
      message: /of this tenant/,
      evidence: [{ code: String.raw`it's "50 %" $x \ замок`, episodes: 5 }],
    },
  },
  {
    name: 'asked about yesterday, it says what it said then',
    base: 'empty',
    past: true,
    asOf: '2026-03-17T12:00:00Z',
    // What came later (gone at last, a new problem) was not known then.
    fault:
      [1, 2, 3, 4, 5].map((n) => runs(`t${n}`, seen('5 days'), seen('3 days'), clean('-6 hours'))).join('') +
      runs('later', seen('-2 hours'), clean('-3 hours')),
    expect: { outcome: 'pass', value: 2, message: /at least/, evidence: [{ episodes: 5, open: 5 }] },
  },
  {
    name: 'a night in which the clocks go forward has an hour less',
    base: 'empty',
    asOf: '2026-03-09T12:00:00Z',
    settings: { timeZone: 'America/New_York' },
    sessionZone: 'Asia/Kolkata',
    // 20:00 on the 7th to 08:00 on the 8th on the clock of New York; daylight saving began at 2:00.
    fault: [1, 2, 3, 4, 5]
      .map(
        (n) => `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
          values ('2026-03-07 20:00', 'acme', 't${n}', 'e', '["CORS_BLOCK"]', '{}'), ('2026-03-08 08:00', 'acme', 't${n}', 'e', '[]', '{}');`
      )
      .join('\n'),
    expect: { outcome: 'pass', value: 11 * HOUR },
  },
  {
    name: 'runs without any problem',
    base: 'empty',
    fault: runs('t', clean('2 days'), clean('1 day')),
    expect: { outcome: 'not-evaluated', message: /^No problem/ },
  },
  { name: 'an empty database', base: 'empty', expect: { outcome: 'not-evaluated', value: null }, mend: five },
];
