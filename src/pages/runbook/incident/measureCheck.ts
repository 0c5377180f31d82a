import { firstValueFrom } from 'rxjs';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { Settings } from '@devdiag/catalog/types';
import type { Measurement } from '@devdiag/engine/incident/event';
import { evaluateChecks } from '@devdiag/engine/report/evaluate';
import { askHealth } from '../../../grafana/askHealth';
import type { About } from '../../incidents/measure';
import { findPage } from '../library/pages';

interface Question {
  /** The incident, or what would be one. */
  about: About;
  dataSourceUid: string | undefined;
  settings: Settings | undefined;
}

/**
 * What the check of an incident's page measures now, for its tenant. Nothing for pages without a check and where nothing can
 * be asked; a query that fails is a measurement, too: its outcome says so.
 */
export async function measureCheck({ about, dataSourceUid, settings }: Question): Promise<Measurement[]> {
  const checkId = findPage(about.page)?.check?.id;
  const entries = CHECKS.filter(({ definition }) => definition.id === checkId && definition.source === 'sql');
  if (!dataSourceUid || !settings || entries.length === 0) {
    return [];
  }
  const question = { asOf: Date.now(), isNow: true, tenant: about.labels.tenant ?? null, settings };
  const answers = await firstValueFrom(askHealth(dataSourceUid, question, entries));
  const { checks } = evaluateChecks(entries, question, answers, [], Date.now());
  return checks.map(({ id, title, outcome, value, threshold, unit }) => ({
    kind: 'measured',
    of: id,
    title,
    state: outcome,
    value,
    threshold,
    unit,
  }));
}
