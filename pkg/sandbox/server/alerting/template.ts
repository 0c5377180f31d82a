import type { OutcomeSeries } from './outcome.ts';
import type { Labels } from './instance.ts';

const ACTION = /\{\{-?\s*(.*?)\s*-?\}\}/g;

/** What a Grafana calls itself when nobody has told it its address: rules are evaluated without anybody asking. */
const EXTERNAL_URL = 'http://localhost:3000/';

/**
 * Fills in `{{ $labels.name }}`, `{{ urlquery $labels.name }}`, `{{ $values.A }}`, `{{ $values.A.Value }}`, `{{ $value }}`
 * and `{{ externalURL }}`. A text that asks for
 * anything else stays as it is, which is what Grafana does with a text it can't fill in.
 */
export function expandTemplates(texts: Labels | undefined, labels: Labels, series: OutcomeSeries | undefined): Labels {
  return Object.fromEntries(
    Object.entries(texts ?? {}).map(([name, text]) => {
      let known = true;
      const filled = text.replace(ACTION, (_, action: string) => {
        const value = valueOf(action, labels, series);
        known &&= value !== undefined;
        return value ?? '';
      });
      return [name, known ? filled : text];
    })
  );
}

function valueOf(action: string, labels: Labels, series: OutcomeSeries | undefined): string | undefined {
  if (action === 'externalURL') {
    return EXTERNAL_URL;
  }
  const [, escape, label] = /^(urlquery\s+)?\$labels\.(\w+)$/.exec(action) ?? [];
  if (label) {
    const value = labels[label] ?? '[no value]';
    return escape ? queryEscape(value) : value;
  }
  const [, refId] = /^\$values\.(\w+?)(?:\.Value)?$/.exec(action) ?? [];
  if (refId) {
    return series?.values[refId] === undefined ? '[no value]' : String(series.values[refId]);
  }
  return action === '$value' ? (series?.description ?? '') : undefined;
}

/** As Go escapes what becomes part of a query. */
function queryEscape(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
