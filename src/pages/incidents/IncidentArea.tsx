import React from 'react';
import { useIncident } from './IncidentContext';
import { IncidentBar } from './IncidentBar';
import { IncidentOffer } from './IncidentOffer';
import type { NewIncident } from './log/useActiveIncident';
import type { Measure } from './measure';

interface Props {
  /** What an incident that is started here would be about. */
  about: Omit<NewIncident, 'measured'>;
  /** What it measures is written down when an incident begins and ends. */
  measure: Measure;
}

/** On top of a page: the incident that the reader takes part in, or those that there are. */
export default function IncidentArea({ about, measure }: Props) {
  const active = useIncident();
  if (active === null || active.unknown) {
    return null;
  }
  return active.id !== null && active.incident !== null ? (
    <IncidentBar active={active} incident={active.incident} measure={measure} />
  ) : active.id !== null && active.loading ? null : (
    <IncidentOffer active={active} about={about} measure={measure} />
  );
}
