import { readFileSync } from 'node:fs';
import type { Json } from '@devdiag/catalog/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrafanaRequest, Transport } from '../types.ts';
import { deliveryOf } from './delivery.ts';
import { receiversFor } from './policies.ts';
import { sendTest } from './sendTest.ts';

interface RecordedCall {
  name: string;
  status: number;
  request?: Json;
  response: Json;
}

const RECORDED = JSON.parse(
  readFileSync(new URL('../../../tests/contract/recorded/grafana-12.3.0.json', import.meta.url), 'utf8')
) as RecordedCall[];

function recorded(name: string): RecordedCall {
  const found = RECORDED.find((call) => call.name === name);
  if (!found) {
    throw new Error(`nothing is recorded under "${name}"`);
  }
  return found;
}

/** A Grafana that answers these paths and keeps what it was asked. */
function grafana(answers: Record<string, { status?: number; body: Json }>): Transport & { asked: GrafanaRequest[] } {
  const asked: GrafanaRequest[] = [];
  return {
    asked,
    namespace: async () => 'default',
    send: async (request) => {
      asked.push(request);
      const answer = answers[request.path.split('/').at(-1) ?? ''];
      return answer ? { status: answer.status ?? 200, body: answer.body } : { status: 404, body: null };
    },
  };
}

const WEBHOOK = {
  uid: 'hook',
  name: 'On call',
  type: 'webhook',
  settings: { url: 'https://user:pw@hooks.example:8443/services/T0/s3cret?k=v', password: '[REDACTED]' },
  disableResolveMessage: false,
};
const CRITICAL = { severity: 'critical', team: 'devdiag' };

describe('where notifications go', () => {
  it('a new Grafana mails a placeholder, under a name that its list of contact points does not know', async () => {
    const delivery = await deliveryOf(
      grafana({
        policies: { body: recorded('read notification policy tree').response },
        'contact-points': { body: recorded('list contact points').response },
      }),
      CRITICAL,
      null
    );
    expect(delivery).toEqual({
      receiver: 'grafana-default-email',
      by: 'policy',
      integrations: [{ type: 'email', summary: '<example@email.com>' }],
      placeholder: true,
    });
  });

  it('the rules’ own contact point comes before the policies, and of a webhook the host alone is told', async () => {
    const transport = grafana({ 'contact-points': { body: [WEBHOOK] } });
    const delivery = await deliveryOf(transport, CRITICAL, 'On call');
    expect(delivery).toEqual({
      receiver: 'On call',
      by: 'rule',
      integrations: [{ type: 'webhook', summary: 'hooks.example:8443' }],
      placeholder: false,
    });
    expect(transport.asked.map(({ path }) => path)).toEqual(['/api/v1/provisioning/contact-points']);
    expect(JSON.stringify(delivery)).not.toMatch(/s3cret|pw|services/);
  });

  it('tells every receiver where a policy continues, and nobody is told only if no one of them is', async () => {
    const transport = grafana({
      policies: {
        body: {
          receiver: 'grafana-default-email',
          routes: [
            { receiver: 'grafana-default-email', object_matchers: [['team', '=', 'devdiag']], continue: true },
            { receiver: 'On call', object_matchers: [['severity', '=', 'critical']] },
          ],
        },
      },
      'contact-points': { body: [...(recorded('list contact points').response as Json[]), WEBHOOK] },
    });
    const delivery = await deliveryOf(transport, CRITICAL, null);
    expect(delivery).toMatchObject({ receiver: 'grafana-default-email', further: ['On call'], placeholder: false });
  });

  it('a contact point that is gone tells nobody', async () => {
    const delivery = await deliveryOf(grafana({ 'contact-points': { body: [WEBHOOK] } }), CRITICAL, 'Gone');
    expect(delivery).toMatchObject({ integrations: [], placeholder: true });
  });

  it('a refusal is told, not taken for a placeholder', async () => {
    const transport = grafana({ policies: { status: 403, body: { message: 'no' } } });
    await expect(deliveryOf(transport, CRITICAL, null)).rejects.toThrow(/Permission is missing/);
  });
});

describe('notification policies', () => {
  const tree = (...routes: Json[]): Json => ({ receiver: 'root', routes });

  it.each<[string, Json, string[]]>([
    ['no policy below', tree(), ['root']],
    ['none matches', tree({ receiver: 'a', object_matchers: [['severity', '=', 'warning']] }), ['root']],
    ['the first that matches', tree({ receiver: 'a' }, { receiver: 'b' }), ['a']],
    ['not equal', tree({ receiver: 'a', object_matchers: [['severity', '!=', 'critical']] }, { receiver: 'b' }), ['b']],
    ['an expression, whole', tree({ receiver: 'a', object_matchers: [['severity', '=~', 'crit']] }), ['root']],
    ['an expression', tree({ receiver: 'a', object_matchers: [['severity', '=~', 'crit.*|page']] }), ['a']],
    ['a missing label is empty', tree({ receiver: 'a', object_matchers: [['site', '=', '']] }), ['a']],
    ['a quoted value', tree({ receiver: 'a', object_matchers: [['severity', '=', '"critical"']] }), ['a']],
    [
      'all matchers',
      tree({
        receiver: 'a',
        object_matchers: [
          ['severity', '=', 'critical'],
          ['team', '=', 'x'],
        ],
      }),
      ['root'],
    ],
    ['matchers as text', tree({ receiver: 'a', matchers: ['severity="critical"', 'team!~"x.*"'] }), ['a']],
    ['text that nobody can read', tree({ receiver: 'a', matchers: ['severity'] }), ['root']],
    ['the old forms', tree({ receiver: 'a', match: { severity: 'critical' }, match_re: { team: 'dev.*' } }), ['a']],
    [
      'the parent’s receiver',
      tree({ receiver: 'a', routes: [{ object_matchers: [['team', '=', 'devdiag']] }] }),
      ['a'],
    ],
    ['the deepest', tree({ receiver: 'a', routes: [{ receiver: 'b' }] }), ['b']],
    ['one and the next', tree({ receiver: 'a', continue: true }, { receiver: 'b' }, { receiver: 'c' }), ['a', 'b']],
  ])('%s', (_, policy, expected) => {
    expect(receiversFor(policy, CRITICAL)).toEqual(expected);
  });

  it('always reach somebody that the tree names', () => {
    const { policy } = fc.letrec<{ policy: Json; routes: Json }>((tie) => ({
      policy: fc.record({
        receiver: fc.constantFrom('a', 'b', 'c'),
        continue: fc.boolean(),
        object_matchers: fc.array(
          fc.tuple(
            fc.constantFrom('severity', 'team', 'x'),
            fc.constantFrom('=', '!=', '=~', '!~'),
            fc.constantFrom('critical', '', '.*', '(')
          ),
          { maxLength: 2 }
        ),
        routes: tie('routes'),
      }) as fc.Arbitrary<Json>,
      routes: fc.oneof(
        { maxDepth: 3 },
        fc.constant([]),
        fc.array(tie('policy'), { maxLength: 3 })
      ) as fc.Arbitrary<Json>,
    }));
    fc.assert(
      fc.property(policy, (root) => {
        const reached = receiversFor(root, CRITICAL);
        expect(reached.length).toBeGreaterThan(0);
        expect(reached.every((name) => ['a', 'b', 'c'].includes(name))).toBe(true);
      })
    );
  });
});

describe('a test notification', () => {
  it('goes through the stored contact point: named by uid, nothing redacted is sent back', async () => {
    const transport = grafana({
      'contact-points': { body: [WEBHOOK] },
      test: {
        body: { receivers: [{ name: 'On call', grafana_managed_receiver_configs: [{ uid: 'hook', status: 'ok' }] }] },
      },
    });
    expect(await sendTest(transport, 'On call')).toEqual({ ok: true, results: [{ type: 'webhook', ok: true }] });
    const sent = transport.asked.at(-1);
    expect(sent).toMatchObject({
      method: 'POST',
      path: '/api/alertmanager/grafana/config/api/v1/receivers/test',
      body: { receivers: [{ name: 'On call', grafana_managed_receiver_configs: [{ uid: 'hook', type: 'webhook' }] }] },
    });
    expect(JSON.stringify(sent)).not.toContain('REDACTED');
  });

  it('that nobody took is told as recorded', async () => {
    const { status, response } = recorded('test a contact point nobody answers');
    const transport = grafana({ 'contact-points': { body: [WEBHOOK] }, test: { status, body: response } });
    const told = await sendTest(transport, 'On call');
    expect(told.ok).toBe(false);
    expect(told.results[0].error).toMatch(/connection refused/);
  });

  it('tells no secret that an error message holds', async () => {
    const error = 'Post "https://user:pw@hooks.example/services/T0/s3cret?k=v": EOF';
    const transport = grafana({
      'contact-points': { body: [WEBHOOK] },
      test: { status: 207, body: { receivers: [{ grafana_managed_receiver_configs: [{ status: 'failed', error }] }] } },
    });
    const [{ error: told }] = (await sendTest(transport, 'On call')).results;
    expect(told).toBe('Post "https://hooks.example/…": EOF');
  });

  it('to nobody is no success', async () => {
    const transport = grafana({ 'contact-points': { body: [] } });
    const told = await sendTest(transport, 'Gone');
    expect(told.ok).toBe(false);
    expect(told.results[0].error).toContain('"Gone"');
    expect(transport.asked).toHaveLength(1);
  });
});
