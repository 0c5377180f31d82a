import type { ScopedVars, TimeRange, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** `$name`, `[[name]]`, `[[name:format]]`, `${name}`, `${name.field}`, `${name:format}`: what Grafana takes for a variable. */
const VARIABLE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;

type Formatter = (value: unknown, variable: object, fallback: (value: unknown) => string) => string;

/**
 * Variables outside dashboards: only scoped ones and the time range's `__from`/`__to` exist, everything else stays as it
 * is written. Formats: none (comma list in braces), `csv`, `raw`, `json`, `singlequote`, `doublequote`, or a function.
 */
class HostTemplateSrv {
  private timeRange: TimeRange | undefined;

  getVariables(): TypedVariableModel[] {
    return [];
  }

  containsTemplate(target?: string): boolean {
    return !!target && [...target.matchAll(VARIABLE)].some((match) => this.find(match, {}) !== undefined);
  }

  updateTimeRange(timeRange: TimeRange): void {
    this.timeRange = timeRange;
  }

  replace(target?: string, scopedVars: ScopedVars = {}, format?: string | Formatter): string {
    return (target ?? '').replace(VARIABLE, (...groups) => {
      const match = groups as unknown as RegExpMatchArray;
      const value = this.find(match, scopedVars);
      return value === undefined ? match[0] : formatValue(value, match[6] ?? match[3] ?? format);
    });
  }

  private find(match: RegExpMatchArray, scopedVars: ScopedVars): unknown {
    const name = match[1] ?? match[2] ?? match[4] ?? '';
    const scoped = scopedVars[name];
    if (scoped) {
      return match[5] ? (scoped.value as Record<string, unknown>)?.[match[5]] : scoped.value;
    }
    if (name === '__from' || name === '__to') {
      return this.timeRange?.[name === '__from' ? 'from' : 'to'].valueOf();
    }
    return undefined;
  }
}

function formatValue(value: unknown, format: string | Formatter | undefined): string {
  if (typeof format === 'function') {
    return format(value, {}, (inner) => formatValue(inner, undefined));
  }
  const list = Array.isArray(value) ? value.map(String) : [String(value)];
  switch (format) {
    case 'csv':
    case 'raw':
      return list.join(',');
    case 'json':
      return JSON.stringify(value);
    case 'singlequote':
      return list.map((item) => `'${item.replaceAll("'", "\\'")}'`).join(',');
    case 'doublequote':
      return list.map((item) => `"${item.replaceAll('"', '\\"')}"`).join(',');
    case undefined:
    case 'glob':
      return list.length > 1 ? `{${list.join(',')}}` : (list[0] ?? '');
    default:
      throw new Error(`variable format "${format}" is not part of the stand-in`);
  }
}

export const templateSrv = new HostTemplateSrv() as unknown as TemplateSrv;
