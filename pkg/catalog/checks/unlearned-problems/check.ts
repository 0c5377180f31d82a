import type { CheckDefinition, CheckRow } from '../../types.ts';
import { list, plural, thousands } from '../../text.ts';

/** Learning: problems that people meet and that nobody has taught DevDiag to fix. */
export const check: CheckDefinition = {
  id: 'unlearned-problems',
  title: 'Problems without a learned fix',
  description: 'How many problem codes of the last 30 days have no fix outcome for a tenant that reports them.',
  severity: 'warning',
  owner: 'devdiag',
  source: 'sql',
  order: 30,
  unit: 'count',
  thresholds: [
    {
      id: 'warn',
      label: 'Warn above',
      description: 'How many problem codes may be without a learned fix before it is worth a warning.',
      unit: 'count',
      default: 0,
      min: 0,
      max: 1_000,
      integer: true,
    },
  ],
  // An outcome learned since would hide that it was missing then.
  history: 'none',
  scope: 'tenant',
  reads: ['diag_run', 'fix_outcome'],
  cost: { kind: 'window', floorDays: 30 },
  // Without a known fix it takes longer.
  explains: ['ttr'],
  evidenceColumns: [
    { id: 'code', label: 'Problem', kind: 'text' },
    { id: 'runs', label: 'Runs', kind: 'runs' },
    { id: 'tenants', label: 'Tenants without a fix', kind: 'text' },
    { id: 'first', label: 'First seen', kind: 'time' },
    { id: 'last', label: 'Last seen', kind: 'time' },
  ],
  judge(rows, { thresholds, tenant }) {
    const valueOf = (section: string) => rows.find((row) => row.section === section)?.value ?? 0;
    const whose = tenant === null ? '' : ' of this tenant';
    const unlearned = rows.filter((row) => row.section === 'evidence');
    const common = { threshold: thresholds.warn, evidence: unlearned.map(evidenceOf), trend: [] };
    if (valueOf('runs') === 0) {
      return {
        ...common,
        outcome: 'not-evaluated',
        value: null,
        message: `There is no run${whose} in the last 30 days, so there are no problems to look at.`,
      };
    }
    const codes = valueOf('codes');
    if (codes === 0) {
      return {
        ...common,
        outcome: 'pass',
        value: 0,
        message: `Every problem${whose} in the last 30 days has a learned fix.`,
      };
    }
    return {
      ...common,
      outcome: codes > thresholds.warn ? 'warn' : 'pass',
      value: codes,
      message: `${plural(codes, 'problem')}${whose} in the last 30 days ${codes === 1 ? 'has' : 'have'} no learned fix: ${named(unlearned, codes)}.`,
    };
  },
};

/** The most frequent ones by name; the query hands over fifty at most, so the rest is counted from the total. */
function named(rows: CheckRow[], codes: number): string {
  const first = rows.slice(0, 3).map((row) => row.key ?? '');
  const more = codes - first.length;
  return `${list(first)}${more > 0 ? ` and ${thousands(more)} more` : ''}`;
}

function evidenceOf({ key, at, value, detail }: CheckRow) {
  const names = (detail?.names as string[] | undefined) ?? [];
  const more = Number(detail?.tenants ?? names.length) - names.length;
  return {
    code: key,
    runs: value,
    tenants: `${names.join(', ')}${more > 0 ? ` and ${thousands(more)} more` : ''}`,
    first: Number(detail?.first),
    last: at,
  };
}
