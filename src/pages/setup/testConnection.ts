import { firstValueFrom } from 'rxjs';
import { t } from '@grafana/i18n';
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import {
  connectionFindings,
  connectionQuery,
  type ConnectionRow,
  type Finding,
} from '@devdiag/engine/settings/connection';
import { runQueries, type AnswerField } from '../../grafana/runQueries';

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
export async function testConnection(dataSourceUid: string, schema: string): Promise<Finding[]> {
  const health = await healthOf(dataSourceUid);
  if (!health.ok) {
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
        ok: false,
        message: t('setup.test.query-failed', 'A query through this data source failed: {{message}}', {
          message,
          ...RAW,
        }),
        remedy: t('setup.test.query-remedy', 'See whether you may query this data source, and its settings.'),
      },
    ];
  }
  return [health, ...connectionFindings(schema, rowsOf(answer.fields))];
}

async function healthOf(uid: string): Promise<Finding> {
  try {
    const url = `/api/datasources/uid/${encodeURIComponent(uid)}/health`;
    const { message = '' } = await getBackendSrv().get<HealthAnswer>(url, undefined, undefined, {
      showErrorAlert: false,
    });
    return { ok: true, message: t('setup.test.reached', 'The data source answers: {{message}}.', { message, ...RAW }) };
  } catch (error) {
    const answer = isFetchError<HealthAnswer>(error) ? error.data : undefined;
    const words = [answer?.message, answer?.details?.verboseMessage].filter(Boolean).join(' – ');
    return {
      ok: false,
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
