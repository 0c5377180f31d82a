import { firstValueFrom } from 'rxjs';
import { t } from '@grafana/i18n';
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import {
  connectionFindings,
  connectionQuery,
  type ConnectionRow,
  type Finding,
} from '@devdiag/engine/settings/connection';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { Outcome, Settings } from '@devdiag/catalog/types';
import { evaluateChecks } from '@devdiag/engine/report/evaluate';
import { remedyOf } from '@devdiag/engine/settings/remedies';
import { askHealth } from '../../grafana/askHealth';
import { runQueries, type AnswerField } from '../../grafana/runQueries';

/** What tells whether everything is there that Health, dashboard and rules read, and whether new runs arrive. */
const SOUND = ['views', 'indexes', 'role-privileges', 'stale-data'];

/** The server's words go into text, not into HTML. */
const RAW = { interpolation: { escapeValue: false } };

interface HealthAnswer {
  message?: string;
  details?: { verboseMessage?: string };
}

/**
 * Looks whether the data source reaches its database and whether the schema and its tables can be read there.
 * Never throws: what went wrong is a finding.
 */
export async function testConnection(dataSourceUid: string, schema: string, settings: Settings): Promise<Finding[]> {
  const health = await healthOf(dataSourceUid);
  if (health.outcome === 'fail') {
    return [health];
  }
  const answers = await firstValueFrom(
    runQueries([{ id: 'connection', sql: connectionQuery(schema) }], {
      dataSourceUid,
      asOf: Date.now(),
      limitMs: 15_000,
    })
  );
  const answer = answers.get('connection');
  if (!answer?.ok) {
    const message = answer?.error.message ?? t('setup.test.no-answer', 'Grafana gave no answer.');
    return [
      health,
      {
        outcome: 'fail',
        message: t('setup.test.query-failed', 'A query through this data source failed: {{message}}', {
          message,
          ...RAW,
        }),
        remedy: t('setup.test.query-remedy', 'See whether you may query this data source, and its settings.'),
      },
    ];
  }
  const findings = connectionFindings(schema, rowsOf(answer.fields));
  const isReadable = findings.every(({ outcome }) => outcome !== 'fail');
  return [health, ...findings, ...(isReadable ? await soundness(dataSourceUid, { ...settings, schema }) : [])];
}

/** The checks about the database itself, as findings: the same judgement as on Health. */
async function soundness(dataSourceUid: string, settings: Settings): Promise<Finding[]> {
  const checks = CHECKS.filter(({ definition }) => SOUND.includes(definition.id));
  const question = { asOf: Date.now(), isNow: true, tenant: null, settings };
  const answers = await firstValueFrom(askHealth(dataSourceUid, question, checks));
  return evaluateChecks(checks, question, answers, [], question.asOf).checks.map(({ id, outcome, title, message }) => {
    const answer = answers.get(id);
    return {
      outcome: OUTCOMES[outcome],
      message: `${title}: ${message}`,
      ...(outcome !== 'pass' && answer?.ok && remedyOf(id, answer.rows, settings.schema)),
    };
  });
}

/** What could not be judged is not in order, and what could not even be asked is wrong. */
const OUTCOMES: Record<Outcome, Finding['outcome']> = {
  pass: 'pass',
  warn: 'warn',
  fail: 'fail',
  'not-evaluated': 'warn',
  skipped: 'warn',
  error: 'fail',
};

async function healthOf(uid: string): Promise<Finding> {
  try {
    const url = `/api/datasources/uid/${encodeURIComponent(uid)}/health`;
    const { message = '' } = await getBackendSrv().get<HealthAnswer>(url, undefined, undefined, {
      showErrorAlert: false,
    });
    return {
      outcome: 'pass',
      message: t('setup.test.reached', 'The data source answers: {{message}}.', { message, ...RAW }),
    };
  } catch (error) {
    const answer = isFetchError<HealthAnswer>(error) ? error.data : undefined;
    const words = [answer?.message, answer?.details?.verboseMessage].filter(Boolean).join(' – ');
    return {
      outcome: 'fail',
      message: words || t('setup.test.unreachable', 'Grafana could not be reached.'),
      remedy: t('setup.test.health-remedy', 'Mend the address, user or password in the settings of the data source.'),
    };
  }
}

function rowsOf(fields: AnswerField[]): ConnectionRow[] {
  const column = (name: string) => fields.find((field) => field.name === name)?.values;
  const kinds = column('kind') ?? [];
  return Array.from({ length: kinds.length }, (_, row) => ({
    kind: String(kinds[row]),
    name: String(column('name')?.[row]),
    role: String(column('role')?.[row]),
    state: Number(column('state')?.[row]),
  }));
}
