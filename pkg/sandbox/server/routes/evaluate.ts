import { sendJson, sendJsonText, sendMessage } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { badRequest, unreadable } from '../http/refusal.ts';
import { asRefusal, evaluateCondition, notAuthorized, resultsJson } from '../alerting/evaluate.ts';
import { describeLive } from '../alerting/liveView.ts';
import { object, readQueries, text } from '../alerting/readRule.ts';
import type { Scheduler } from '../alerting/scheduler.ts';
import { isQueryForbidden } from '../state/faults.ts';

/** Evaluating at once: any queries with a condition, and, for tests, all rules of the space. */
export function evaluateRoutes(context: Context, scheduler: Scheduler): void {
  const { app, sessions } = context;
  app.post(
    '/api/v1/eval',
    signedIn(context, (call) => evaluate(context, call), 'alert.rules:read')
  );
  app.post('/__standin/evaluate', async (request, reply) => {
    const { space } = sessions.visitor(request);
    const { at: asked } = (request.body ?? {}) as { at?: string | number };
    const at = asked === undefined ? Date.now() : new Date(asked).getTime();
    if (Number.isNaN(at)) {
      return sendMessage(reply, 400, `"at" must be a time, not ${JSON.stringify(asked)}`);
    }
    const { rules, runs } = space.alerting;
    const later = rules.list().find(({ uid }) => (runs.get(uid)?.lastEvaluation ?? 0) > at);
    if (later) {
      throw badRequest(`"${later.title}" was evaluated at a later time already; rules don't go back`);
    }
    await scheduler.evaluateAll(space, at);
    const described = rules.list().map((rule) => describeLive(rule, runs.get(rule.uid), undefined));
    return sendJson(reply, 200, { at: new Date(at).toISOString(), rules: described });
  });
}

async function evaluate({ rowLimit }: Context, { request, reply, space, user }: SignedIn) {
  const body = object(request.body);
  const data = readQueries(body.data);
  const now = body.now === undefined ? Date.now() : Date.parse(text(body.now));
  if (Number.isNaN(now)) {
    throw unreadable();
  }
  if (data.some(({ datasourceUid }) => isQueryForbidden(space.faults, datasourceUid, user.login))) {
    throw notAuthorized();
  }
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const environment = {
    dataSources: space.visibleDataSources(),
    pools: space.pools,
    faults: space.faults,
    rowLimit,
    signal: gone.signal,
  };
  const condition = text(body.condition) || (data.at(-1)?.refId ?? '');
  const results = await evaluateCondition({ data, condition }, now, environment).catch((error: unknown) => {
    throw asRefusal(error);
  });
  return sendJsonText(reply, 200, resultsJson(results));
}
