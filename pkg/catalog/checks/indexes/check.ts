import type { CheckDefinition } from '../../types.ts';

const INDEXES = 9;

/** Schema: the indexes that keep DevDiag's and this project's queries quick. */
export const check: CheckDefinition = {
  id: 'indexes',
  title: 'Indexes',
  description: 'How many of the 9 indexes exist, judged by table, columns, order and method, valid and ready for use.',
  severity: 'warning',
  owner: 'database',
  source: 'sql',
  order: 80,
  unit: 'count',
  thresholds: [],
  // The catalog holds the present only.
  history: 'none',
  scope: 'database',
  reads: ['catalog'],
  cost: { kind: 'whole' },
  explains: ['query-latency'],
  evidenceColumns: [
    { id: 'index', label: 'Index', kind: 'text' },
    { id: 'table', label: 'Table', kind: 'text' },
    { id: 'wanted', label: 'Wanted', kind: 'text' },
    { id: 'state', label: 'State', kind: 'text' },
    { id: 'found', label: 'Found', kind: 'text' },
  ],
  parameters: ({ settings }) => ({ schema_name: settings.schema }),
  judge(rows) {
    const indexes = rows.map(({ key, value, detail }) => ({
      index: key ?? '',
      table: String(detail?.table),
      wanted: String(detail?.wanted),
      state: String(detail?.state),
      found: typeof detail?.found === 'string' ? detail.found : null,
      good: value === 1,
      recommended: detail?.recommended === true,
    }));
    const lacking = indexes.filter((index) => !index.good);
    const good = indexes.length - lacking.length;
    const common = {
      value: good,
      threshold: INDEXES,
      evidence: [...lacking, ...indexes.filter((index) => index.good)].map(
        ({ good: _, recommended: __, ...shown }) => shown
      ),
      trend: [],
    };
    if (lacking.length === 0 && good === INDEXES) {
      return { ...common, outcome: 'pass', message: `All ${INDEXES} indexes are in place.` };
    }
    const named = firstTwo(
      lacking.map(({ index, table, wanted, state }) => `${index} on ${table} ${wanted} is ${state}`)
    );
    if (lacking.every((index) => index.recommended)) {
      return {
        ...common,
        outcome: 'warn',
        message: `${good} of ${INDEXES} indexes are in place; only the recommended one is not: ${named}.`,
      };
    }
    return { ...common, outcome: 'fail', message: `${good} of ${INDEXES} indexes are in place; ${named}.` };
  },
};

/** Definitions are long and must not be cut: two of them, and how many more. */
function firstTwo(items: string[]): string {
  return `${items.slice(0, 2).join(', ')}${items.length > 2 ? ` and ${items.length - 2} more` : ''}`;
}
