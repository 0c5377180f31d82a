import type { CheckDefinition, CheckRow } from '../../types.ts';
import { list } from '../../text.ts';

const VIEWS = 6;

/** Schema: the views that dashboards and people's own queries stand on. */
export const check: CheckDefinition = {
  id: 'views',
  title: 'Views',
  description: 'How many of the 6 views exist with all their columns and may be read by the role that asks.',
  severity: 'warning',
  owner: 'database',
  source: 'sql',
  order: 70,
  unit: 'count',
  thresholds: [],
  // The catalog holds the present only.
  history: 'none',
  scope: 'database',
  reads: ['catalog', 'views'],
  cost: { kind: 'whole' },
  evidenceColumns: [
    { id: 'view', label: 'View', kind: 'text' },
    { id: 'state', label: 'State', kind: 'text' },
  ],
  parameters: ({ settings }) => ({ schema_name: settings.schema }),
  judge(rows, { settings }) {
    const asked = rows.find((row) => row.section === 'role');
    const role = asked?.key ?? 'this role';
    const views = rows.filter((row) => row.section === 'view');
    const whole = views.filter((row) => row.value === 1).length;
    const states = views.map((row) => ({ view: row.key ?? '', state: stateOf(row, role, asked) }));
    const common = { value: whole, threshold: VIEWS, evidence: [...states].sort(troubleFirst), trend: [] };
    if (whole === VIEWS) {
      return { ...common, outcome: 'pass', message: `All ${VIEWS} views are there and ${role} may read them.` };
    }
    if (asked?.detail?.schema_exists !== true) {
      return {
        ...common,
        outcome: 'fail',
        message: `The schema ${settings.schema} does not exist in this database, so none of the ${VIEWS} views does.`,
      };
    }
    const troubles = states.filter(({ state }) => state !== WHOLE).map(({ view, state }) => `${view}: ${state}`);
    const why =
      asked.detail.schema_usable === true
        ? list(troubles)
        : `${role} lacks the privilege USAGE on schema ${settings.schema}`;
    return { ...common, outcome: 'fail', message: `${whole} of ${VIEWS} views are whole; ${why}.` };
  },
};

const WHOLE = 'whole';

function stateOf({ detail }: CheckRow, role: string, asked: CheckRow | undefined): string {
  const names = (what: string) => (detail?.[what] as string[] | undefined) ?? [];
  const missing = names('missing');
  const unreadable = names('unreadable');
  if (detail?.exists !== true) {
    return 'missing';
  }
  if (detail.is_view !== true) {
    return 'is a table, not a view';
  }
  if (missing.length > 0) {
    return `lacks ${missing.length === 1 ? 'column' : 'columns'} ${missing.join(', ')}`;
  }
  if (unreadable.length > 0) {
    return `${role} may not read ${unreadable.length === detail.columns ? 'it' : unreadable.join(', ')}`;
  }
  return asked?.detail?.schema_usable === true ? WHOLE : `${role} may not use the schema`;
}

function troubleFirst(a: { state: string }, b: { state: string }): number {
  return Number(a.state === WHOLE) - Number(b.state === WHOLE);
}
