import type { CheckDefinition, CheckRow } from '../../types.ts';
import { list } from '../../text.ts';

/**
 * Safety: Viewers can send any SQL through the data source, several statements at once included. What it may do is
 * therefore decided by its role alone, and so is how long it may run.
 */
export const check: CheckDefinition = {
  id: 'role-privileges',
  title: 'Privileges of the role',
  description: 'What the role that asks may do beyond SELECT, and whether its queries have a time limit.',
  severity: 'warning',
  owner: 'database',
  source: 'sql',
  order: 150,
  unit: 'count',
  thresholds: [],
  // The catalog holds the present only.
  history: 'none',
  scope: 'database',
  reads: ['catalog'],
  cost: { kind: 'whole' },
  evidenceColumns: [
    { id: 'may', label: 'The role', kind: 'text' },
    { id: 'on', label: 'On', kind: 'text' },
  ],
  parameters: ({ settings }) => ({ schema_name: settings.schema }),
  judge(rows) {
    const asking = rows.find((row) => row.section === 'role');
    const role = asking?.key ?? 'this role';
    const findings = [...rows.filter((row) => row.section !== 'role').map(findingOf), ...timeLimit(asking)];
    const common = { value: findings.length, threshold: 0, evidence: findings, trend: [] };
    if (findings.length === 0) {
      return {
        ...common,
        outcome: 'pass',
        message: `The role ${role} can only read, each query for at most ${limitOf(asking)}.`,
      };
    }
    const named = list(
      findings.map(({ may, on }) => (on === '' ? may : `${may}: ${on}`)),
      4
    );
    return { ...common, outcome: 'warn', message: `The role ${role} should only read, but it ${named}.` };
  },
};

interface Finding extends Record<string, string> {
  may: string;
  on: string;
}

function findingOf({ section, key, detail }: CheckRow): Finding {
  const what = key ?? '';
  const subjects = (detail?.subjects as string[] | undefined) ?? [];
  const on = subjects.join(', ');
  switch (section) {
    case 'attribute':
      // Through a role that it may become, where there is one.
      return { may: what === 'superuser' ? 'is a superuser' : `has ${what}`, on: on === '' ? '' : `as ${on}` };
    case 'member':
      return { may: `is a member of ${what}`, on };
    case 'owner':
      return { may: `owns the ${what}`, on };
    case 'create':
      return { may: `may create in the ${what}`, on };
    case 'sequence':
      return { may: 'may advance the sequence', on };
    default:
      return { may: `may ${what}`, on };
  }
}

function timeLimit(asking: CheckRow | undefined): Finding[] {
  if (asking?.detail?.is_limited !== true) {
    return [{ may: 'has no statement_timeout', on: '' }];
  }
  if (asking.detail.is_off_here === true) {
    return [
      { may: 'runs without the statement_timeout that it has, which somebody switched off', on: 'on this connection' },
    ];
  }
  return [];
}

/** As it was set ("30s"), or milliseconds where it comes from the server's own settings. */
function limitOf(asking: CheckRow | undefined): string {
  const setting = String(asking?.detail?.time_limit ?? '');
  return /^\d+$/.test(setting) ? `${Number(setting) / 1000} s` : setting.replace(/^(\d+)([a-z]+)$/, '$1 $2');
}
