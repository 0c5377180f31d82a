import { readFileSync } from 'node:fs';

/** One call that was made to a real Grafana 12.3.0, and its answer. */
export interface RecordedCall {
  name: string;
  role: 'admin' | 'editor' | 'viewer' | 'anonymous';
  method: string;
  /** `{{name}}` stands for the id that an earlier call saved under this name. */
  path: string;
  headers?: Record<string, string>;
  request?: unknown;
  /** The request is text that is sent as it is, because it is no JSON. */
  raw?: boolean;
  /** Seconds to wait before the call is recorded, because Grafana takes its time. */
  waits?: number;
  /** Name under which the answer's `id` is kept for later calls. */
  saves?: string;
  status: number;
  /** Null when the answer had no body. */
  contentType: string | null;
  response: unknown;
}

/** What recordings contain in place of what differs from run to run. */
export const PLACEHOLDERS = {
  viewerUid: 'dg56u4gurlxj4c',
  address: '127.0.0.1:5432',
  /** When the first recording's silence ends. */
  silenceEnd: '2026-11-23T18:48:25',
  /** Where something listens that answers 500 to /fail and 200 to the rest. */
  webhook: '127.0.0.1:3499',
};

/** The first recording: 143 calls, alert rules, folders and dashboards among them, in the order in which they were made. */
export function recordedCalls(): RecordedCall[] {
  return read('grafana-12.3.0.json');
}

/** The second recording: what the stand-in answers, asked in more ways. Made by record.mts. */
export function moreRecordedCalls(): RecordedCall[] {
  return read('grafana-12.3.0-more.json');
}

/** The third recording: what an installer of folders, dashboards and rules may meet besides. Made by record.mts. */
export function installRecordedCalls(): RecordedCall[] {
  return read('grafana-12.3.0-install.json');
}

/** The identifier that an answer gives to what was made. */
export function identifierIn(response: unknown): string {
  const { id, silenceID } = response as { id?: number; silenceID?: string };
  return String(id ?? silenceID);
}

function read(file: string): RecordedCall[] {
  return JSON.parse(readFileSync(new URL(`recorded/${file}`, import.meta.url), 'utf8'));
}
