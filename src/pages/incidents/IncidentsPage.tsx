import React from 'react';
import { useParams } from 'react-router-dom';
import { isIncidentId } from '@devdiag/engine/incident/annotation';
import { IncidentListView } from './view/IncidentListView';
import { IncidentView } from './view/IncidentView';
import { UnknownIncident } from './view/UnknownIncident';

/** All incidents, or the log of the one that the address names. */
export default function IncidentsPage() {
  const { id } = useParams();
  if (!id) {
    return <IncidentListView />;
  }
  return isIncidentId(id) ? <IncidentView key={id} id={id} /> : <UnknownIncident id={id} />;
}
