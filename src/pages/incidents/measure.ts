import type { Measurement } from '@devdiag/engine/incident/event';
import type { Incident } from '@devdiag/engine/incident/incident';

/** What an incident is about: its page, and the alert and labels that led there. */
export type About = Pick<Incident, 'page' | 'alert' | 'labels'>;

/** Measures what an incident is about, now. Rejects where that can't be asked. */
export type Measure = (about: About) => Promise<Measurement[]>;

/** The same for the log, which goes on without: an incident begins and ends whether or not it can be measured. */
export function measuredOrNothing(measure: Measure, about: About): Promise<Measurement[]> {
  return measure(about).catch(() => []);
}
