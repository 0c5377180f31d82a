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
  {
    calls: /templates/,
    count: 3,
    why: "notification templates: nothing here uses them, and their language is Go's",
  },
  { calls: /format=hcl$/, count: 1, why: 'Terraform: nothing reads it from Grafana' },
  {
    calls: /^GET \/(api\/(no\/such\/call|ds\/query|v1\/notifications\/receivers)$|apis\/rules\.alerting\.)/,
    count: 4,
    why: 'calls that Grafana does not have, for which it says 404: refused by name, so that a mistake is noticed',
  },
];

/** Why a call isn't replayed; nothing for those that are. */
export function omissionOf({ method, path }: RecordedCall): Omission | undefined {
  return NOT_REPLAYED.find(({ calls }) => calls.test(`${method} ${path}`));
}
