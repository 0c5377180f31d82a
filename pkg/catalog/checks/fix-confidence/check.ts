import type { CheckDefinition, CheckRow } from '../../types.ts';
import { list, plural } from '../../text.ts';

/** Learning: whether what DevDiag recommends tends to work. */
export const check: CheckDefinition = {
  id: 'fix-confidence',
  title: 'Fix confidence',
  description: 'Mean confidence of the fixes learned in the last 30 days, each (tenant, problem, fix) counted once.',
  severity: 'warning',
  owner: 'devdiag',
  source: 'sql',
  order: 50,
  unit: 'score',
  thresholds: [
    {
      id: 'warn',
      label: 'Warn below',
      description: 'Mean confidence, 0 to 1, below which recommendations deserve a look.',
      unit: 'score',
      default: 0.7,
      min: 0,
      max: 1,
    },
    {
      id: 'fail',
      label: 'Fail below',
      description: 'Mean confidence, 0 to 1, below which recommendations are no better than guessing.',
      unit: 'score',
      default: 0.5,
      min: 0,
      max: 1,
      atMost: 'warn',
    },
    {
      id: 'problem',
      label: 'Warn when one problem is below',
      description: 'Mean confidence of a single problem, 0 to 1, below which it is worth a warning by itself.',
      unit: 'score',
      default: 0.5,
      min: 0,
      max: 1,
    },
    {
      id: 'outcomes',
      label: 'Outcomes to judge a problem by',
      description: 'A single problem is judged only from this many outcomes on.',
      unit: 'count',
      default: 3,
      min: 1,
      max: 10_000,
      integer: true,
    },
  ],
  // An outcome is overwritten when it is learned again.
  history: 'none',
  scope: 'tenant',
  reads: ['fix_outcome'],
  cost: { kind: 'whole' },
  alert: 'confidence-drop',
  // Fixes that do not help take longer.
  explains: ['ttr'],
  evidenceColumns: [
    { id: 'code', label: 'Problem', kind: 'text' },
    { id: 'confidence', label: 'Mean confidence', kind: 'score' },
    { id: 'fixes', label: 'Fixes', kind: 'count' },
    { id: 'outcomes', label: 'Outcomes', kind: 'count' },
    { id: 'tenants', label: 'Tenants', kind: 'count' },
    { id: 'last', label: 'Last learned', kind: 'time' },
  ],
  parameters: ({ thresholds }) => ({ problem_outcomes: thresholds.outcomes }),
  judge(rows, { thresholds, tenant }) {
    const mean = rows.find((row) => row.section === 'mean')?.value ?? null;
    const impossible = rows.find((row) => row.section === 'impossible')?.value ?? 0;
    const problems = rows.filter((row) => row.section === 'evidence');
    const whose = tenant === null ? '' : ' of this tenant';
    const aside =
      impossible > 0
        ? ` ${plural(impossible, 'outcome')} with a confidence outside 0 to 1 ${impossible === 1 ? 'was' : 'were'} left out.`
        : '';
    const common = { value: mean, threshold: thresholds.warn, evidence: problems.map(evidenceOf), trend: [] };
    if (mean === null) {
      return {
        ...common,
        outcome: 'not-evaluated',
        message: `No fix${whose} was learned in the last 30 days.${aside}`,
      };
    }
    const said = `The fixes${whose} learned in the last 30 days have a mean confidence of ${score(mean)}`;
    if (mean < thresholds.fail) {
      return {
        ...common,
        outcome: 'fail',
        threshold: thresholds.fail,
        message: `${said}, below ${score(thresholds.fail)}: recommendations fail more often than they help.${aside}`,
      };
    }
    if (mean < thresholds.warn) {
      return { ...common, outcome: 'warn', message: `${said}, below ${score(thresholds.warn)}.${aside}` };
    }
    const weak = problems.filter(
      ({ value, detail }) =>
        value !== null && value < thresholds.problem && Number(detail?.outcomes) >= thresholds.outcomes
    );
    if (weak.length > 0) {
      const names = list(weak.map((row) => `${row.key} (${score(row.value ?? 0)})`));
      return {
        ...common,
        outcome: 'warn',
        message: `${said}, but ${names} ${weak.length === 1 ? 'is' : 'are'} below ${score(thresholds.problem)}.${aside}`,
      };
    }
    return { ...common, outcome: 'pass', message: `${said}.${aside}` };
  },
};

/** Two decimals, three where they matter; cut off rather than rounded, so that 0.6999 never reads as the 0.70 it misses. */
function score(value: number): string {
  const cut = (Math.floor(value * 1000 + 1e-6) / 1000).toFixed(3);
  return cut.endsWith('0') ? cut.slice(0, -1) : cut;
}

function evidenceOf({ key, at, value, detail }: CheckRow) {
  return {
    code: key,
    confidence: value,
    fixes: Number(detail?.fixes),
    outcomes: Number(detail?.outcomes),
    tenants: Number(detail?.tenants),
    last: at,
  };
}
