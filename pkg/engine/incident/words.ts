import { plural, shorten } from '@devdiag/catalog/text';
import { formatAgainstThreshold } from '../report/format.ts';
import type { IncidentEvent, Measurement } from './event.ts';

/**
 * One line for an event, without who and when. It is also the annotation's text, which dashboards show to people who
 * never saw this app.
 */
export function eventLine(event: IncidentEvent): string {
  switch (event.kind) {
    case 'started':
      return `Incident: ${event.title}`;
    case 'joined':
      return 'Joined the incident';
    case 'step':
      return `${event.done ? 'Done' : 'Not done after all'}: ${event.text}`;
    case 'result':
      return `Kept: ${event.title} (${plural(event.rows.length, 'row')}${event.more ? ' and more' : ''})`;
    case 'note':
      return shorten(event.text, 500);
    case 'measured':
      return `${event.title}: ${measuredText(event)}`;
    case 'closed':
      return event.summary.trim() === '' ? 'Incident closed' : `Incident closed: ${shorten(event.summary, 500)}`;
    case 'reopened':
      return 'Incident opened again';
  }
}

/** State and number of a measurement: "firing, 384 minutes (threshold 120 minutes)". */
export function measuredText({ state, value, threshold, unit }: Measurement): string {
  return value === null ? state : `${state}, ${formatAgainstThreshold({ value, threshold, unit })}`;
}
