import type { Settings } from '@devdiag/catalog/types';
import type { Incident } from '@devdiag/engine/incident/incident';
import { incidentReport } from '@devdiag/engine/incident/report';
import { alertTransitions } from '../../../grafana/alertTransitions';
import { findPage } from '../../runbook/library/pages';
import { blocksOf } from '../../runbook/library/texts';
import { stepsOf, stepWords } from '../../runbook/incident/stepWords';

/**
 * The report, with what alerts did meanwhile and the page's steps that nobody did.
 * @param settings null where they can't be read: then installations can't be found, and the report says so
 * @param now milliseconds since 1970
 */
export async function makeReport(incident: Incident, settings: Settings | null, now: number): Promise<string> {
  const window = { from: incident.startedAt - BEFORE_MS, to: incident.closed?.at ?? now };
  const transitions = settings ? await alertTransitions(settings, window).catch(() => null) : null;
  return incidentReport(incident, { transitions, steps: stepsOfPage(incident.page, settings), now });
}

/** Alerts fire before somebody starts an incident. */
const BEFORE_MS = 6 * 60 * 60_000;

function stepsOfPage(pageId: string, settings: Settings | null): Array<{ page: string; step: string; text: string }> {
  const page = findPage(pageId);
  return page
    ? stepsOf(blocksOf(page)).map((step) => ({
        page: page.id,
        step: step.id,
        text: stepWords(step, settings ?? undefined),
      }))
    : [];
}
