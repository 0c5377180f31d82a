import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALERTS } from '../../pkg/catalog/generated/alerts.ts';
import type { AlertStatus } from '../../pkg/engine/alerts/alerts.ts';
import { readHistory, segmentsOf } from '../../pkg/engine/alerts/history.ts';
import { readRule } from '../../pkg/engine/alerts/live.ts';
import { readSilences, silencesOf } from '../../pkg/engine/alerts/silences.ts';
import { alertState } from '../../pkg/engine/alerts/state.ts';
import { recordedStates, recordedWalks, type SeenState } from './ruleStates.ts';

// What the pages say about a rule, held against what a real Grafana 12.3.0 was recorded to answer.

interface Call {
  name: string;
  response: never;
}

const calls = ['', '-more', '-install'].flatMap((part) =>
  JSON.parse(readFileSync(new URL(`recorded/grafana-12.3.0${part}.json`, import.meta.url), 'utf8'))
) as Call[];
const answerTo = (name: string): never => calls.find((call) => call.name === name)!.response;
const NOW = Date.parse('2026-11-23T17:48:30Z');

/** A seen state in the shape in which Grafana answered it. */
function asAnswered({ state, health, lastError, instances }: SeenState, uid: string): object {
  return {
    uid,
    name: uid,
    state,
    health,
    ...(lastError === '' ? {} : { lastError }),
    lastEvaluation: instances.length === 0 ? '0001-01-01T00:00:00Z' : '2026-11-23T17:48:20Z',
    isPaused: false,
    alerts: instances.map(([text, name, value]) => ({
      labels: { alertname: name },
      annotations: text.includes('Error') ? { Error: 'relation "nope" does not exist' } : {},
      state: text,
      activeAt: '2026-11-23T17:40:00Z',
      value,
    })),
  };
}

describe('every recorded state of a rule', () => {
  const changes = [...recordedStates().changes, ...recordedWalks().changes];

  it('there are many', () => expect(changes.length).toBeGreaterThan(2000));

  it('is told as what Grafana says, and never as well when an instance has an error or the rule is no longer evaluated', () => {
    for (const change of changes) {
      const { status, health, lastError, isQuiet } = readRule(asAnswered(change, change.rule), 10, NOW);
      const texts = change.instances.map(([text]) => text);
      const where = JSON.stringify(change);
      if (change.state !== 'inactive') {
        expect(status, where).toBe(change.state);
      }
      if (texts.some((text) => text.includes('Error'))) {
        expect(health, where).toBe('error');
        expect(lastError, where).not.toBe('');
        expect(status, where).not.toBe('inactive');
      }
      if (status === 'inactive') {
        expect(texts.length, where).toBeGreaterThan(0);
        expect(change.health, where).toBe('ok');
        expect(isQuiet, where).toBe(texts.some((text) => text.includes('NoData')));
      }
      if (texts.length === 0) {
        expect(status, where).toBe('not-evaluated');
      }
    }
  });

  it('says what the recording says of the ones that mislead', () => {
    const said = (rule: string, phase: string): AlertStatus[] => [
      ...new Set(
        recordedStates()
          .changes.filter((change) => change.rule === rule && change.phase === phase)
          .map((change) => readRule(asAnswered(change, rule), 10, NOW).status)
      ),
    ];
    expect(said('keeplast-for0s', 'SQL error')).toEqual(['error']);
    expect(said('ok-for0s', 'SQL error')).toEqual(['error']);
    expect(said('nodata-for0s', 'SQL error')).toEqual(['error']);
    expect(said('alerting-for0s', 'SQL error')).toEqual(['firing']);
    expect(said('nodata-for0s', 'no row')).toEqual(['no-data']);
    expect(said('keeplast-for0s', 'error while firing')).toEqual(['firing']);
  });
});

describe('recorded answers', () => {
  const groups = (
    answerTo('live state of rules as viewer') as {
      data: { groups: Array<{ interval: number; file: string; rules: Array<{ uid: string; name: string }> }> };
    }
  ).data.groups;
  const read = (uid: string) => {
    const group = groups.find(({ rules }) => rules.some((rule) => rule.uid === uid))!;
    return readRule(
      group.rules.find((rule) => rule.uid === uid),
      group.interval,
      NOW
    );
  };

  it('are read with state, since, health and error', () => {
    const at = (text: string) => Date.parse(text);
    expect(read('r-fires')).toMatchObject({ status: 'firing', health: 'ok', since: at('2026-11-23T17:47:20Z') });
    expect(read('r-pends')).toMatchObject({ status: 'pending', forSeconds: 3600, isLate: false });
    expect(read('r-normal')).toMatchObject({ status: 'inactive', isQuiet: false });
    expect(read('r-errors')).toMatchObject({
      status: 'error',
      health: 'error',
      isErrorHidden: false,
      lastError: expect.stringContaining('column "nope" does not exist'),
    });
  });

  it('tell each series by its labels', () => {
    const rule = groups.flatMap(({ rules }) => rules).find(({ name }) => name === 'one instance per row')!;
    const { instances } = read(rule.uid);
    expect(instances.map(({ labels, status }) => [labels.tenant, status])).toEqual([
      ['tenant1', 'firing'],
      ['tenant2', 'inactive'],
    ]);
  });

  it('of a rule that was never evaluated say so', () => {
    const [group] = (
      answerTo('live rules: a page of one group') as { data: { groups: Array<{ interval: number; rules: object[] }> } }
    ).data.groups;
    const rule = readRule(group.rules[0], group.interval, NOW);
    expect(rule).toMatchObject({ status: 'not-evaluated', lastEvaluation: null });
    expect(rule.condition).toEqual({
      comparison: 'above',
      threshold: 0.5,
      sql: 'select 1::float8 as value',
      dataSourceUid: 'devdiag-postgres',
    });
  });

  it('about the history become a strip', () => {
    const entries = readHistory(answerTo('alert state changes through annotations'));
    expect(entries).toMatchObject([{ before: 'inactive', after: 'firing', values: { A: 1, C: 1 } }]);
    const window = { from: entries[0].at - 1000, to: entries[0].at + 1000 };
    expect(segmentsOf(entries, window, { ...read('r-fires'), status: 'firing', knownSince: 0 })).toEqual([
      { from: window.from, to: entries[0].at, status: 'inactive' },
      { from: entries[0].at, to: window.to, status: 'firing' },
    ]);
  });

  it('about silences cover the rule they name and no other, without those that are over', () => {
    const silences = readSilences(answerTo('silences, all kinds'), Date.parse('2026-11-24T02:18:15Z'));
    expect(silences.map(({ comment }) => comment)).toEqual(['changed', 'changed']);
    const covering = (uid: string) =>
      silencesOf({ ...read(uid), folder: 'DevDiag Alerts' }, silences, Date.parse('2026-11-24T02:18:15Z'));
    expect(covering('r-fires').map(({ covers, isActive }) => [covers, isActive])).toEqual([
      ['all', true],
      ['all', false],
    ]);
    expect(covering('r-normal')).toEqual([]);
  });

  it('become an alert of the catalog; a rule that is not shown is only called gone where others are', () => {
    const [{ definition }] = ALERTS;
    const evidence = {
      ruleUid: 'r-fires',
      rule: read('r-fires'),
      folder: 'DevDiag Alerts',
      isWanted: true,
      isHidden: false,
      silences: readSilences(answerTo('list silences'), NOW),
      history: { entries: readHistory(answerTo('alert state changes through annotations')), isWhole: true },
      knownSince: 0,
      window: { from: NOW - 7 * 86_400_000, to: NOW },
    };
    const state = alertState(definition, evidence);
    expect(state).toMatchObject({ status: 'firing', isMissing: false, silences: [{ covers: 'all', isActive: true }] });
    expect(state.history?.map(({ status }) => status)).toEqual(['inactive', 'firing']);
    const gone = (part: object) => alertState(definition, { ...evidence, rule: null, ...part });
    expect(gone({})).toMatchObject({ status: 'not-installed', isMissing: true });
    expect(gone({ isHidden: true })).toMatchObject({ status: 'unknown', isMissing: false });
    expect(gone({ isWanted: false })).toMatchObject({ status: 'not-installed', isMissing: false });
  });
});
