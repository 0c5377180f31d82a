import type { Json } from '@devdiag/catalog/types';
import { BASE_ANNOTATION } from '../base.ts';
import { at, clone, equal, isObject, textAt, type JsonObject } from '../json.ts';
import { goDuration, minutesOf } from '../desired/rule.ts';

/**
 * A rule as named fields, each compared and merged on its own. Whatever Grafana rewrites (order of keys, model
 * defaults, times, ids) is no field; `isPaused` is none either: pausing is people's.
 */
export function ruleFields(rule: Json): Record<string, Json> {
  const query = entryOf(rule, 'A');
  const threshold = at(entryOf(rule, 'C'), 'model', 'conditions', 0, 'evaluator', 'params', 0);
  const fields: Record<string, Json> = {
    title: textAt(rule, 'title'),
    query: textAt(query, 'model', 'rawSql'),
    threshold: threshold ?? null,
    for: sameDuration(textAt(rule, 'for')),
    'data source': textAt(query, 'datasourceUid'),
    folder: textAt(rule, 'folderUID'),
    group: textAt(rule, 'ruleGroup'),
    range: rangeOf(rule),
    'no data': textAt(rule, 'noDataState'),
    'on error': textAt(rule, 'execErrState'),
    'keep firing for': sameDuration(textAt(rule, 'keep_firing_for') || '0s'),
    'contact point': at(rule, 'notification_settings', 'receiver') ?? null,
    expressions: remainder(rule),
    ...deliveryFields(rule),
  };
  for (const [part, title] of [
    ['labels', 'label'],
    ['annotations', 'annotation'],
  ] as const) {
    const entries = at(rule, part);
    for (const [name, value] of isObject(entries) ? Object.entries(entries) : []) {
      if (name !== BASE_ANNOTATION) {
        fields[`${title} ${name}`] = value;
      }
    }
  }
  return fields;
}

/** A rule with these fields and everything else as it was in `onto`. Fields that are left out go, labels and annotations. */
export function layRuleFields(onto: JsonObject, fields: Record<string, Json>): JsonObject {
  const rule = clone(onto);
  rule.title = fields.title;
  rule.folderUID = fields.folder;
  rule.ruleGroup = fields.group;
  layDuration(rule, 'for', fields.for);
  layDuration(rule, 'keep_firing_for', fields['keep firing for']);
  rule.noDataState = fields['no data'];
  rule.execErrState = fields['on error'];
  layExpressions(rule, fields.expressions);
  const query = entryOf(rule, 'A');
  if (query) {
    query.datasourceUid = fields['data source'];
    (query.model as JsonObject).rawSql = fields.query;
  }
  const evaluator = at(entryOf(rule, 'C'), 'model', 'conditions', 0, 'evaluator');
  if (isObject(evaluator) && !equal(at(evaluator, 'params', 0) ?? null, fields.threshold)) {
    // A range has a second limit, which is part of the expressions.
    evaluator.params = [fields.threshold, ...furtherParameters(evaluator)];
  }
  layRange(rule, fields.range);
  layDelivery(rule, fields);
  rule.labels = named(fields, 'label ');
  const base = at(onto, 'annotations', BASE_ANNOTATION);
  rule.annotations = { ...named(fields, 'annotation '), ...(base !== undefined && { [BASE_ANNOTATION]: base }) };
  return rule;
}

/**
 * How far the query looks back, in seconds, where it ends now and the condition says the same: that is how we install it,
 * and how Grafana's editor keeps it. Anything else is written out.
 */
function rangeOf(rule: Json): Json {
  const query = spanOf(entryOf(rule, 'A'));
  const expression = entryOf(rule, 'C') && spanOf(entryOf(rule, 'C'));
  const isSame = expression === undefined || equal(expression, query);
  return isSame && query.to === 0 ? query.from : { ...query, ...(!isSame && { condition: expression }) };
}

function layRange(rule: JsonObject, range: Json): void {
  if (equal(rangeOf(rule), range)) {
    return;
  }
  const query = isObject(range) ? { from: range.from, to: range.to } : { from: range, to: 0 };
  const condition = at(range, 'condition') ?? query;
  for (const [entry, wanted] of [
    [entryOf(rule, 'A'), query],
    [entryOf(rule, 'C'), condition],
  ] as const) {
    if (entry) {
      entry.relativeTimeRange = clone(wanted);
    }
  }
}

/** Grafana writes zeros for what was left out. */
function spanOf(entry: Json | undefined): { from: Json; to: Json } {
  return {
    from: at(entry, 'relativeTimeRange', 'from') ?? 0,
    to: at(entry, 'relativeTimeRange', 'to') ?? 0,
  };
}

/** Prefix of the fields for what a rule says of its notifications beside their contact point. */
const NOTIFICATION = 'notification ';
const MISSING_SERIES = 'missing series';

/**
 * What people set of a rule's notifications, and after how many evaluations a missing series is resolved. We set none of
 * it: only what is set is a field.
 */
function deliveryFields(rule: Json): Record<string, Json> {
  const settings = at(rule, 'notification_settings');
  const fields = Object.entries(isObject(settings) ? settings : {})
    .filter(([name, value]) => name !== 'receiver' && value !== null)
    .map(([name, value]) => [NOTIFICATION + name, value] as const);
  const resolved = at(rule, 'missingSeriesEvalsToResolve') ?? null;
  return { ...Object.fromEntries(fields), ...(resolved !== null && { [MISSING_SERIES]: resolved }) };
}

function layDelivery(rule: JsonObject, fields: Record<string, Json>): void {
  const receiver = fields['contact point'];
  if (typeof receiver === 'string') {
    rule.notification_settings = { ...named(fields, NOTIFICATION), receiver };
  } else {
    // Without a contact point Grafana takes nothing else either.
    delete rule.notification_settings;
  }
  if (fields[MISSING_SERIES] === undefined) {
    delete rule.missingSeriesEvalsToResolve;
  } else {
    rule.missingSeriesEvalsToResolve = fields[MISSING_SERIES];
  }
}

/** What of a rule's queries and condition has no field of its own. */
function remainder(rule: Json): Json {
  const data = at(rule, 'data');
  return {
    condition: textAt(rule, 'condition'),
    data: (Array.isArray(data) ? data : []).map((entry) => {
      const model = withoutEditors(modelOf(entry));
      const own = textAt(entry, 'refId');
      if (own === 'A') {
        delete model.rawSql;
      }
      return {
        refId: own,
        ...(own !== 'A' && { datasourceUid: textAt(entry, 'datasourceUid') }),
        model: own === 'C' && isObject(at(model, 'conditions', 0, 'evaluator')) ? withoutThreshold(model) : model,
      };
    }),
  };
}

/** Without what Grafana and its editor write into every model that they save: it says nothing that isn't said elsewhere. */
function withoutEditors({
  intervalMs: _interval,
  maxDataPoints: _points,
  datasource: _datasource,
  sql: _builder,
  hide,
  ...model
}: JsonObject): JsonObject {
  return hide === true ? { ...model, hide } : model;
}

/**
 * A condition without its threshold. One that says nothing else is the name of its comparison; with a second limit, a
 * threshold to recover at or whatever else, all of that stands there, the threshold alone left out.
 */
function withoutThreshold({ conditions, ...model }: JsonObject): JsonObject {
  const [first, ...further] = conditions as JsonObject[];
  const evaluator = first.evaluator as JsonObject;
  const condition = {
    ...(textAt(model, 'type') === 'threshold' ? withoutUnused(first) : first),
    evaluator: { ...evaluator, params: furtherParameters(evaluator) },
  };
  const isPlain = equal(condition, { evaluator: { type: evaluator.type, params: [] } });
  return {
    ...model,
    ...(further.length > 0 && { furtherConditions: further }),
    ...(isPlain ? { evaluator: evaluator.type } : { firstCondition: condition }),
  };
}

/** Without what a threshold never reads, and Grafana's editor writes all the same. */
function withoutUnused({ type: _type, operator: _operator, query: _query, reducer: _reducer, ...used }: JsonObject) {
  return used;
}

function furtherParameters(evaluator: Json): Json[] {
  const parameters = at(evaluator, 'params');
  return Array.isArray(parameters) ? parameters.slice(1) : [];
}

/** The inverse of leaving the threshold out; a zero stands for it. */
function withThreshold({ evaluator, firstCondition, furtherConditions, ...model }: JsonObject): JsonObject {
  const first = isObject(firstCondition) ? firstCondition : { evaluator: { type: evaluator, params: [] } };
  if (evaluator === undefined && firstCondition === undefined) {
    return model;
  }
  const comparison = first.evaluator as JsonObject;
  return {
    ...model,
    conditions: [
      { ...first, evaluator: { ...comparison, params: [0, ...(comparison.params as Json[])] } },
      ...(Array.isArray(furtherConditions) ? furtherConditions : []),
    ],
  };
}

/** The inverse: entries are made or changed only where they differ, so that what people added elsewhere stays. */
function layExpressions(rule: JsonObject, wanted: Json): void {
  if (equal(remainder(rule), wanted)) {
    return;
  }
  rule.condition = textAt(wanted, 'condition');
  const entries = at(wanted, 'data');
  rule.data = (Array.isArray(entries) ? entries : []).map((entry) => {
    const before = entryOf(rule, textAt(entry, 'refId'));
    const own = textAt(entry, 'refId');
    const model = clone(modelOf(entry));
    return {
      refId: own,
      queryType: textAt(before, 'queryType'),
      relativeTimeRange: at(before, 'relativeTimeRange') ?? { from: 600, to: 0 },
      datasourceUid: textAt(entry, 'datasourceUid'),
      model: {
        intervalMs: 1000,
        maxDataPoints: 43_200,
        ...(own === 'C' ? withThreshold(model) : model),
      },
    };
  });
}

function modelOf(entry: Json): JsonObject {
  const model = at(entry, 'model');
  return isObject(model) ? { ...model } : {};
}

function entryOf(rule: Json, refId: string): JsonObject | undefined {
  const data = at(rule, 'data');
  const found = Array.isArray(data) ? data.find((entry) => textAt(entry, 'refId') === refId) : undefined;
  return isObject(found) ? found : undefined;
}

function named(fields: Record<string, Json>, start: string): JsonObject {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name.startsWith(start))
      .map(([name, value]) => [name.slice(start.length), value])
  );
}

/** Grafana writes "60m" back as "1h": a duration is compared by its length. */
function sameDuration(text: string): string {
  const minutes = minutesOf(text);
  if (minutes === null) {
    return text;
  }
  return Number.isInteger(minutes) ? goDuration(minutes) : `${Math.round(minutes * 60)}s`;
}

/** What Grafana wrote stays as it is when it says the same. */
function layDuration(rule: JsonObject, key: string, wanted: Json): void {
  if (sameDuration(textAt(rule, key) || '0s') !== wanted) {
    rule[key] = wanted;
  }
}
