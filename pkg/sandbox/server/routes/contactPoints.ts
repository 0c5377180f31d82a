import { sendJson, sendMessage } from '../http/answers.ts';
import { appUrl, signedIn, type Context, type SignedIn } from '../http/context.ts';
import { neverRecorded, Refusal } from '../http/refusal.ts';
import type { Requirement } from '../http/requirement.ts';
import {
  DEFAULT_CONTACT_POINT,
  DEFAULT_RECEIVER,
  describeContactPoint,
  webhookProblem,
} from '../alerting/contactPoints.ts';
import { object, text } from '../alerting/readRule.ts';
import { sendToWebhook, testAlert, type Delivery, type TestAlert } from '../alerting/testNotification.ts';
import { provenanceOf } from './alertRules.ts';

const READ: Requirement = {
  any: [
    'alert.provisioning:read',
    'alert.notifications.provisioning:read',
    'alert.provisioning.secrets:read',
    'alert.notifications:read',
  ],
};
const WRITE: Requirement = {
  any: [
    'alert.provisioning:write',
    'alert.notifications.provisioning:write',
    { all: ['alert.notifications:write', 'alert.provisioning.provenance:write'] },
  ],
};
const TEST: Requirement = { any: ['alert.notifications:write', 'alert.notifications.receivers:test'] };

/** Who is told about alerts: contact points, the one policy there is, and trying a contact point. */
export function contactPointRoutes(context: Context): void {
  const { app } = context;
  const points = '/api/v1/provisioning/contact-points';
  app.get(points, signedIn(context, list, READ));
  app.post(points, signedIn(context, create, WRITE));
  app.put(`${points}/:uid`, signedIn(context, update, WRITE));
  app.delete(`${points}/:uid`, signedIn(context, remove, WRITE));
  app.get(
    '/api/v1/provisioning/policies',
    signedIn(
      context,
      ({ reply }) => sendJson(reply, 200, { receiver: DEFAULT_RECEIVER, group_by: ['grafana_folder', 'alertname'] }),
      READ
    )
  );
  app.post('/api/alertmanager/grafana/config/api/v1/receivers/test', signedIn(context, tryReceivers, TEST));
}

function list({ request, reply, space }: SignedIn) {
  const { name } = request.query as { name?: string };
  const all = space.alerting.contactPoints
    .list()
    .map((point) => ({ name: point.name, shown: describeContactPoint(point) }));
  const defaults = { name: DEFAULT_CONTACT_POINT.name, shown: DEFAULT_CONTACT_POINT };
  const sorted = [...all, defaults].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return sendJson(
    reply,
    200,
    sorted.filter((one) => !name || one.name === name).map(({ shown }) => shown)
  );
}

function create({ request, reply, space }: SignedIn) {
  const created = space.alerting.contactPoints.create(request.body, provenanceOf(request));
  // Provenance is told by lists only. Recorded.
  return sendJson(reply, 202, describeContactPoint({ ...created, provenance: '' }));
}

function update({ request, reply, space }: SignedIn) {
  space.alerting.contactPoints.update(uidOf(request), request.body, provenanceOf(request));
  return sendMessage(reply, 202, 'contactpoint updated');
}

/** Deleting what isn't there succeeds; what a rule names can't be deleted. */
function remove({ request, reply, space: { alerting } }: SignedIn) {
  const point = alerting.contactPoints.get(uidOf(request));
  const isUsed = alerting.rules
    .list()
    .some(({ notificationSettings }) => notificationSettings?.receiver === point?.name);
  if (point && isUsed) {
    throw new Refusal(409, {
      statusCode: 409,
      messageId: 'alerting.notifications.contact-points.used-by-rule',
      message: 'Contact point is currently used in the notification settings of one or many alert rules.',
    });
  }
  alerting.contactPoints.delete(uidOf(request));
  return sendMessage(reply, 202, 'contactpoint deleted');
}

interface Integration {
  name: string;
  uid: string;
  settings: Record<string, unknown>;
}

/** Sends a test alert to webhooks, for real. */
async function tryReceivers({ request, reply }: SignedIn) {
  const body = object(request.body);
  const receivers = (Array.isArray(body.receivers) ? body.receivers : []).map(readReceiver);
  if (receivers.length === 0) {
    return sendJson(reply, 400, {});
  }
  const alert = testAlert(body.alert as Partial<TestAlert> | undefined);
  const tried = await Promise.all(
    receivers.map(async ({ name, integrations }) => ({
      name,
      configs: await Promise.all(
        integrations
          .filter(({ name: own, settings }) => !webhookProblem(own, settings))
          .map(async (one) => ({ one, delivery: await sendToWebhook(one.settings, name, alert, appUrl(request)) }))
      ),
    }))
  );
  // What isn't valid is told under a receiver without a name. Recorded.
  const invalid = receivers.flatMap(({ integrations }) =>
    integrations.flatMap((one) => {
      const error = webhookProblem(one.name, one.settings);
      return error ? [{ name: '', configs: [{ one, delivery: failedWith(error) }] }] : [];
    })
  );
  const all = [...invalid, ...tried];
  return sendJson(reply, statusOf(all.flatMap(({ configs }) => configs.map(({ delivery }) => delivery))), {
    alert,
    receivers: all.map(({ name, configs }) => ({
      name,
      grafana_managed_receiver_configs: configs.map(({ one, delivery }) => ({
        name: one.name,
        uid: one.uid,
        status: delivery.status,
        ...(delivery.status === 'failed' ? { error: delivery.error } : {}),
      })),
    })),
    notified_at: new Date().toISOString(),
  });
}

function readReceiver(value: unknown): { name: string; integrations: Integration[] } {
  const receiver = object(value);
  const configs = receiver.grafana_managed_receiver_configs;
  return {
    name: text(receiver.name),
    integrations: (Array.isArray(configs) ? configs : []).map((item) => {
      const { type, name, uid, settings } = object(item);
      if (type !== 'webhook') {
        throw neverRecorded(`trying a contact point of type ${String(type)}`);
      }
      return { name: text(name), uid: text(uid), settings: object(settings ?? {}) };
    }),
  };
}

function failedWith(error: string): Delivery {
  return { status: 'failed', error, timedOut: false };
}

/** 200 when all arrived, 408 when all failed for time, else 207. Recorded for one receiver of each kind. */
function statusOf(deliveries: Delivery[]): number {
  if (deliveries.every(({ status }) => status === 'ok')) {
    return 200;
  }
  return deliveries.every((one) => one.status === 'failed' && one.timedOut) ? 408 : 207;
}

function uidOf({ params }: SignedIn['request']): string {
  return (params as { uid: string }).uid;
}
