import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { Json } from '@devdiag/catalog/types';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { desiredResources } from '../desired/desired.ts';
import { clone, equal, isObject, type JsonObject } from '../json.ts';
import { defaultOptions } from '../options.ts';
import { layRuleFields, ruleFields } from './ruleFields.ts';
import { ruleKind } from './rule.ts';

interface RecordedCall {
  name: string;
  method: string;
  path: string;
  status: number;
  request?: Json;
  response: Json;
}

const FOLDER = new URL('../../../tests/contract/recorded/', import.meta.url);
const CALLS = readdirSync(FOLDER)
  .filter((file) => file.startsWith('grafana-') && file.endsWith('.json'))
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as RecordedCall[]);

/** Rules as they were sent to a real Grafana, with what it made of them. */
const REWRITTEN = CALLS.filter(
  ({ method, path, status, request, response }) =>
    /^(POST|PUT)$/.test(method) &&
    path.startsWith('/api/v1/provisioning/alert-rules') &&
    status < 300 &&
    isObject(request) &&
    isObject(response)
) as unknown as Array<Omit<RecordedCall, 'request' | 'response'> & { request: JsonObject; response: JsonObject }>;

const settings = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
).settings;
const OURS = desiredResources(defaultOptions('devdiag-postgres', settings), settings)
  .filter(({ kind }) => kind === 'rule')
  .map(({ body }) => body);

/** What Grafana does to every rule, as recorded: keys sorted, defaults written out, an id, a date. */
function rewritten(rule: JsonObject): JsonObject {
  return {
    ...(sorted(rule) as JsonObject),
    id: 7,
    updated: '2026-11-23T17:47:10Z',
    notification_settings: rule.notification_settings ?? null,
    record: null,
  };
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, part]) => [key, sorted(part)])
      )
    : value;
}

describe('a rule’s fields', () => {
  it('are the same for what was sent and for what a real Grafana made of it', () => {
    expect(REWRITTEN.length).toBeGreaterThan(5);
    for (const { name, request, response } of REWRITTEN) {
      expect(ruleFields(response), name).toEqual(ruleFields(request));
    }
  });

  it('laid over what a real Grafana answered change nothing of it', () => {
    for (const { name, response } of REWRITTEN) {
      const laid = layRuleFields(response, ruleFields(response));
      expect(ruleKind.essence(laid), name).toEqual(
        ruleKind.essence({ annotations: {}, labels: {}, ...(response as JsonObject) })
      );
    }
  });

  it('of our own rules are the same after Grafana’s rewriting', () => {
    expect(OURS.length).toBeGreaterThan(0);
    for (const rule of OURS) {
      expect(ruleFields(rewritten(rule))).toEqual(ruleFields(rule));
      expect(ruleKind.essence(layRuleFields(rewritten(rule), ruleFields(rule)))).toEqual(
        ruleKind.essence(rewritten(rule))
      );
    }
  });

  it('laid over any other rule are that rule’s fields then', () => {
    const all = [...OURS, ...REWRITTEN.map(({ response }) => response)];
    const some = fc.constantFrom(...all);
    fc.assert(
      fc.property(some, some, (one, other) => {
        const before = clone(one);
        const laid = layRuleFields(one, ruleFields(other));
        expect(ruleFields(laid)).toEqual(ruleFields(other));
        expect(one).toEqual(before);
        expect(laid.isPaused).toEqual(one.isPaused);
      })
    );
  });

  it('with further limits and ranges of its own, laid over any rule and over itself', () => {
    const edited = clone(OURS[0]);
    const [query, condition] = edited.data as Array<JsonObject & { model: JsonObject }>;
    query.relativeTimeRange = { from: 7200, to: 60 };
    condition.relativeTimeRange = { from: 1200, to: 0 };
    condition.model.conditions = [
      {
        evaluator: { type: 'within_range', params: [100, 500] },
        unloadEvaluator: { type: 'outside_range', params: [90, 510] },
      },
    ];
    expect(layRuleFields(edited, ruleFields(edited))).toEqual(edited);
    for (const rule of OURS) {
      expect(ruleFields(layRuleFields(rule, ruleFields(edited)))).toEqual(ruleFields(edited));
      expect(ruleFields(layRuleFields(edited, ruleFields(rule)))).toEqual(ruleFields(rule));
    }
  });

  it('with notification settings and a count of missing evaluations, laid over any rule and over itself', () => {
    const edited = {
      ...clone(OURS[0]),
      notification_settings: { receiver: 'x', group_by: ['site'], repeat_interval: '4h' },
      missingSeriesEvalsToResolve: 3,
    };
    expect(layRuleFields(edited, ruleFields(edited))).toEqual(edited);
    for (const rule of OURS) {
      expect(ruleFields(layRuleFields(rule, ruleFields(edited)))).toEqual(ruleFields(edited));
      expect(ruleFields(layRuleFields(edited, ruleFields(rule)))).toEqual(ruleFields(rule));
    }
  });

  it('say what people changed, and nothing else', () => {
    const [rule] = OURS;
    const changed = (change: (copy: JsonObject) => void) => {
      const copy = rewritten(rule);
      change(copy);
      const [before, after] = [ruleFields(rule), ruleFields(copy)];
      return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
        (name) => !equal(before[name], after[name])
      );
    };
    const data = (copy: JsonObject) => copy.data as Array<{ model: JsonObject; datasourceUid: string }>;
    expect(changed(() => undefined)).toEqual([]);
    expect(changed((copy) => (copy.isPaused = true))).toEqual([]);
    // Opened in Grafana's editor and saved as it was.
    expect(
      changed((copy) =>
        data(copy).forEach(({ model, datasourceUid }) =>
          Object.assign(model, { datasource: { type: 'x', uid: datasourceUid }, hide: false, sql: { columns: [] } })
        )
      )
    ).toEqual([]);
    expect(changed((copy) => (copy.for = '300s'))).toEqual([]);
    expect(changed((copy) => (copy.for = '6m'))).toEqual(['for']);
    expect(changed((copy) => (data(copy)[0].model.rawSql = 'select 1'))).toEqual(['query']);
    expect(changed((copy) => (data(copy)[0].datasourceUid = 'other'))).toEqual(['data source']);
    expect(changed((copy) => (data(copy)[1].model.type = 'math'))).toEqual(['expressions']);
    const condition = (copy: JsonObject) => (data(copy)[1].model.conditions as JsonObject[])[0];
    const comparison = (copy: JsonObject) => condition(copy).evaluator as JsonObject;
    expect(changed((copy) => (comparison(copy).params as number[]).push(500))).toEqual(['expressions']);
    expect(changed((copy) => (condition(copy).unloadEvaluator = { type: 'lt', params: [1] }))).toEqual(['expressions']);
    // A new condition in Grafana's editor comes with what a threshold never reads.
    const unused = { type: 'query', operator: { type: 'and' }, query: { params: [] }, reducer: { params: [] } };
    expect(changed((copy) => Object.assign(condition(copy), unused))).toEqual([]);
    const spans = (copy: JsonObject) => copy.data as Array<{ relativeTimeRange: { from: number; to: number } }>;
    expect(changed((copy) => (spans(copy)[0].relativeTimeRange.to = 60))).toEqual(['range']);
    expect(changed((copy) => (spans(copy)[1].relativeTimeRange.from = 60))).toEqual(['range']);
    expect(changed((copy) => (copy.condition = 'A'))).toEqual(['expressions']);
    expect(changed((copy) => (copy.labels = { ...(copy.labels as JsonObject), more: 'x' }))).toEqual(['label more']);
    expect(changed((copy) => (copy.notification_settings = { receiver: 'x' }))).toEqual(['contact point']);
    const delivery = { receiver: 'x', group_by: ['site'], repeat_interval: '4h' };
    expect(changed((copy) => (copy.notification_settings = delivery))).toEqual([
      'contact point',
      'notification group_by',
      'notification repeat_interval',
    ]);
    expect(changed((copy) => (copy.missingSeriesEvalsToResolve = 3))).toEqual(['missing series']);
    expect(changed((copy) => (copy.missingSeriesEvalsToResolve = null))).toEqual([]);
  });
});
