import { readFileSync } from 'node:fs';

/** One call that was made to a real Grafana 12.3.0, and its answer. */
export interface RecordedCall {
  name: string;
  role: 'admin' | 'editor' | 'viewer' | 'anonymous';
  method: string;
  path: string;
  headers?: Record<string, string>;
  request?: unknown;
  status: number;
  contentType: string;
  response: unknown;
}

/** All recorded calls, in the order in which they were made. */
export function recordedCalls(): RecordedCall[] {
  return JSON.parse(readFileSync(new URL('recorded/grafana-12.3.0.json', import.meta.url), 'utf8'));
}
