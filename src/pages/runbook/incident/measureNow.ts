import type { Settings } from '@devdiag/catalog/types';
import type { Measurement } from '@devdiag/engine/incident/event';
import type { About } from '../../incidents/measure';
import { measureAlerts } from './measureAlerts';
import { measureCheck } from './measureCheck';

interface Question {
  about: About;
  dataSourceUid: string | undefined;
  settings: Settings | undefined;
}

/** What an incident's alerts and its check say now; one that can't be asked takes nothing from the other. */
export async function measureNow({ about, dataSourceUid, settings }: Question): Promise<Measurement[]> {
  const [alerts, check] = await Promise.all([
    settings ? measureAlerts(about, settings, Date.now()) : [],
    measureCheck({ about, dataSourceUid, settings }).catch(() => []),
  ]);
  return [...alerts, ...check];
}
