import http from 'node:http';
import https from 'node:https';
import { fingerprint } from './fingerprint.ts';
import { labelsText } from './outcome.ts';
import type { Labels } from './instance.ts';

/** How long a receiver may take before Grafana gives up. Recorded. */
const TIMEOUT_MS = 15_000;

const VALUES = { B: 22, C: 1 };
const SOURCE = '{__name__=go_threads, instance=host.docker.internal:3000, job=grafana}';
const VALUE_STRING = `[ var='B' labels=${SOURCE} value=22 ], [ var='C' labels=${SOURCE} value=1 ]`;

/** The alert that is sent when a contact point is tried. */
export interface TestAlert {
  annotations: Labels;
  labels: Labels;
}

/** Grafana's test alert with what the caller wants otherwise. Recorded. */
export function testAlert(given: Partial<TestAlert> | undefined): TestAlert {
  return {
    annotations: {
      __dashboardUid__: 'dashboard_uid',
      __orgId__: '1',
      __panelId__: '1',
      __value_string__: VALUE_STRING,
      __values__: JSON.stringify(VALUES),
      summary: 'Notification test',
      ...given?.annotations,
    },
    labels: { alertname: 'TestAlert', grafana_folder: 'Test Folder', instance: 'Grafana', ...given?.labels },
  };
}

export type Delivery = { status: 'ok' } | { status: 'failed'; error: string; timedOut: boolean };

/** Posts the alert to a webhook, for real. Says in Grafana's words why it didn't arrive. */
export async function sendToWebhook(
  settings: Record<string, unknown>,
  receiver: string,
  alert: TestAlert,
  appUrl: string
): Promise<Delivery> {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'user-agent': 'Grafana' };
  if (settings.username) {
    headers.authorization = `Basic ${btoa(`${String(settings.username)}:${String(settings.password ?? '')}`)}`;
  } else if (settings.authorization_credentials) {
    const scheme = String(settings.authorization_scheme || 'Bearer');
    headers.authorization = `${scheme} ${String(settings.authorization_credentials)}`;
  }
  try {
    const { status, statusText } = await post(settings, headers, JSON.stringify(webhookBody(receiver, alert, appUrl)));
    return status >= 200 && status < 300 ? { status: 'ok' } : failed(`webhook response status ${status} ${statusText}`);
  } catch (error) {
    return describeFailure(error as NetworkError, settings);
  }
}

/** Not `fetch`, which refuses some ports; Grafana doesn't. */
function post(
  { url, httpMethod }: Record<string, unknown>,
  headers: Record<string, string>,
  body: string
): Promise<{ status: number; statusText: string }> {
  const address = new URL(String(url));
  const send = address.protocol === 'https:' ? https.request : http.request;
  const options = { method: String(httpMethod || 'POST'), headers, signal: AbortSignal.timeout(TIMEOUT_MS) };
  return new Promise((resolve, reject) => {
    const request = send(address, options, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, statusText: response.statusMessage ?? '' });
    });
    request.on('error', reject);
    request.end(body);
  });
}

interface NetworkError extends Error {
  code?: string;
  address?: string;
  port?: number;
}

function describeFailure({ name, code, address, port }: NetworkError, { url }: Record<string, unknown>): Delivery {
  if (name === 'TimeoutError' || name === 'AbortError') {
    return failed('the receiver timed out: Post "<redacted>": context deadline exceeded', true);
  }
  switch (code) {
    case 'ECONNREFUSED':
      return failed(`Post "<redacted>": dial tcp ${address}:${port}: connect: connection refused`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return failed(`Post "<redacted>": dial tcp: lookup ${new URL(String(url)).hostname}: no such host`);
    default:
      return failed('Post "<redacted>": EOF');
  }
}

function failed(error: string, timedOut = false): Delivery {
  return { status: 'failed', error, timedOut };
}

/** What Grafana posts to webhooks. Its shape is recorded; links lead to this server. */
function webhookBody(receiver: string, { labels, annotations }: TestAlert, appUrl: string): object {
  const now = new Date();
  const shown = Object.fromEntries(Object.entries(annotations).filter(([name]) => !name.startsWith('__')));
  const mark = fingerprint(labels);
  const matchers = Object.keys(labels)
    .sort()
    .map((name) => `&matcher=${encodeURIComponent(`${name}=${labels[name]}`).replaceAll('%20', '+')}`);
  const silenceURL = `${appUrl}alerting/silence/new?alertmanager=grafana${matchers.join('')}&orgId=1`;
  const dashboardURL = `${appUrl}d/dashboard_uid?from=${now.getTime() - 3_600_000}&orgId=1&to=${now.getTime()}`;
  const panelURL = `${dashboardURL}&viewPanel=1`;
  const alert = {
    status: 'firing',
    labels,
    annotations: shown,
    startsAt: now.toISOString(),
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: '?orgId=1',
    fingerprint: mark,
    silenceURL,
    dashboardURL,
    panelURL,
    values: VALUES,
    valueString: VALUE_STRING,
    orgId: 1,
  };
  const list = (texts: Labels) =>
    labelsText(texts)
      .split(', ')
      .map((pair) => ` - ${pair.replace('=', ' = ')}\n`)
      .join('');
  return {
    receiver,
    status: 'firing',
    alerts: [alert],
    groupLabels: labels,
    commonLabels: labels,
    commonAnnotations: shown,
    externalURL: appUrl,
    version: '1',
    groupKey: `test-${mark}-${Math.floor(now.getTime() / 1000)}`,
    truncatedAlerts: 0,
    orgId: 1,
    title: `[FIRING:1] ${labels.alertname} ${labels.grafana_folder} ${labels.instance} `,
    state: 'alerting',
    message:
      `**Firing**\n\nValue: B=22, C=1\nLabels:\n${list(labels)}Annotations:\n${list(shown)}Source: ?orgId=1\n` +
      `Silence: ${silenceURL}\nDashboard: ${dashboardURL}\nPanel: ${panelURL}\n`,
  };
}
