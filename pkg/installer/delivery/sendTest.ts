import { at, isObject, textAt } from '../json.ts';
import { refusal } from '../refused.ts';
import type { GrafanaRequest, Transport } from '../types.ts';
import { integrationsOf, readContactPoints, withoutRedacted } from './contactPoints.ts';

/** What became of a test notification. */
export interface TestNotification {
  /** Every integration accepted it. Whether somebody reads it is another matter. */
  ok: boolean;
  /** One for each integration. */
  results: Array<{ type: string; ok: boolean; error?: string }>;
}

/** A test can be partly delivered: then Grafana answers 207 (408 when it gave up waiting) with the same shape. */
const WITH_RESULTS = [200, 207, 408];
const LONGEST_ERROR = 300;

/**
 * Has Grafana send a test notification through a contact point that is stored there. Its secrets stay there: the
 * integrations are named by uid, and Grafana fills in what it keeps. Admins only, as a rule.
 * @throws Refused when Grafana refuses or the contact point is not there, NoAnswer
 */
export async function sendTest(
  transport: Transport,
  receiver: string,
  signal?: AbortSignal
): Promise<TestNotification> {
  const integrations = integrationsOf(receiver, await readContactPoints(transport, signal));
  if (integrations.length === 0) {
    return {
      ok: false,
      results: [{ type: '', ok: false, error: `The contact point "${receiver}" is not there, or has no integration.` }],
    };
  }
  const request: GrafanaRequest = {
    method: 'POST',
    path: '/api/alertmanager/grafana/config/api/v1/receivers/test',
    body: {
      receivers: [
        {
          name: receiver,
          grafana_managed_receiver_configs: integrations.map(
            ({ uid, name, type, settings, disableResolveMessage }) => ({
              uid,
              name,
              type,
              disableResolveMessage,
              settings: withoutRedacted(settings),
            })
          ),
        },
      ],
      alert: {
        labels: { alertname: 'DevDiag Ops test notification', severity: 'critical', team: 'devdiag' },
        annotations: { summary: 'A test sent from DevDiag Ops. Nothing is wrong.' },
      },
    },
  };
  const answer = await transport.send(request, signal);
  const configs = at(answer.body, 'receivers', 0, 'grafana_managed_receiver_configs');
  if (!WITH_RESULTS.includes(answer.status) || !Array.isArray(configs)) {
    throw refusal(request, answer);
  }
  const results = configs.filter(isObject).map((config, index) => {
    const ok = textAt(config, 'status') === 'ok';
    const type = integrations[index]?.type ?? '';
    return ok ? { type, ok } : { type, ok, error: withoutAddresses(textAt(config, 'error')) };
  });
  return { ok: results.length > 0 && results.every(({ ok }) => ok), results };
}

/** Grafana redacts addresses in these messages as far as it knows them; of any that is left, the host alone is told. */
function withoutAddresses(message: string): string {
  const told = message.replace(/\b(https?:\/\/)(?:[^\s/"'@]*@)?([^\s/"'?#]+)[^\s"']*/g, '$1$2/…');
  return told.slice(0, LONGEST_ERROR) || 'Grafana could not deliver it and does not say why.';
}
