import type { RecordedCall } from './recording.ts';

interface Omission {
  /** Matches `METHOD path` of the calls that are left out. */
  calls: RegExp;
  /** How many they are, so that one more is noticed. */
  count: number;
  why: string;
}

/** Recorded calls that the stand-in doesn't answer yet. Each of them must be refused with 501, never with a guess. */
export const NOT_REPLAYED: Omission[] = [
  { calls: /^\w+ \/api\/folders/, count: 8, why: 'folders: not part of the stand-in yet' },
  { calls: /^\w+ \/api\/dashboards/, count: 12, why: 'dashboards: not part of the stand-in yet' },
  { calls: /^GET \/apis\/dashboard\./, count: 1, why: 'dashboards: not part of the stand-in yet' },
  { calls: /^GET \/api\/search/, count: 1, why: 'dashboards: not part of the stand-in yet' },
  {
    calls: /^\w+ \/api\/v1\/provisioning\//,
    count: 47,
    why: 'alert rules and contact points: not part of the stand-in yet',
  },
  { calls: /^GET \/apis\/rules\.alerting\./, count: 1, why: 'alert rules: not part of the stand-in yet' },
  { calls: /^\w+ \/api\/ruler\//, count: 2, why: 'alert rules: not part of the stand-in yet' },
  { calls: /^POST \/api\/v1\/eval/, count: 8, why: 'evaluating rules: not part of the stand-in yet' },
  { calls: /^GET \/api\/prometheus\//, count: 3, why: 'live state of rules: not part of the stand-in yet' },
  { calls: /^GET \/api\/annotations\?alertUID/, count: 1, why: 'history of rules: not part of the stand-in yet' },
  { calls: /^GET \/api\/v1\/rules\/history/, count: 1, why: 'history of rules: not part of the stand-in yet' },
  { calls: /^\w+ \/api\/alertmanager\//, count: 7, why: 'alerts, silences, templates: not part of the stand-in yet' },
  {
    calls: /^GET \/api\/(no\/such\/call|ds\/query)$/,
    count: 2,
    why: 'calls that Grafana does not have, for which it says 404: refused by name, so that a mistake is noticed',
  },
  { calls: /^GET \/api\/v1\/notifications\//, count: 1, why: 'receivers: not part of the stand-in yet' },
];

/** Why a call isn't replayed; nothing for those that are. */
export function omissionOf({ method, path }: RecordedCall): Omission | undefined {
  return NOT_REPLAYED.find(({ calls }) => calls.test(`${method} ${path}`));
}
