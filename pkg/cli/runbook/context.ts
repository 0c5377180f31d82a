import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { PAGES } from '@devdiag/catalog/generated/pages';
import { PAGE_TEXTS } from '@devdiag/catalog/generated/pageTexts';
import { PANELS } from '@devdiag/catalog/generated/panels';
import { VERIFIED } from '@devdiag/catalog/generated/verified';
import { PLAYBOOKS } from '@devdiag/catalog/generated/playbooks';
import { CONTACTS } from '@devdiag/catalog/contacts';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { CheckEntry, Settings } from '@devdiag/catalog/types';
import { expandTimeTo, renderCheckQuery, TIME_TO } from '@devdiag/engine/query/render';
import { bookOf, type BookPage } from '@devdiag/engine/runbook/book';
import type { PaperContext } from '@devdiag/engine/runbook/paper';
import { ruleFacts } from '@devdiag/installer/desired/ruleFacts';
import type { RunbookRequest } from './request.ts';

/** The runbook as it is shipped. */
export function wholeBook(): BookPage[] {
  return bookOf({
    pages: PAGES.map((definition) => ({ definition, text: PAGE_TEXTS[definition.id] })),
    playbooks: PLAYBOOKS,
    checks: CHECKS.map(({ definition }) => definition),
    alerts: ALERTS.map(({ definition }) => definition),
    panels: PANELS.map(({ definition }) => definition),
  });
}

/** Everything that a page's text depends on. */
export function paperContext(
  { asOf, isPast, tenant, problem, target, where }: RunbookRequest,
  settings: Settings,
  settingsKnown: boolean
): PaperContext {
  const fixed = isPast ? asOf : null;
  return {
    facts: {
      settings,
      checks: CHECKS.map((entry) => ({ ...entry, query: runnable(entry, settings, tenant, asOf, fixed) })),
      panels: PANELS,
      contacts: CONTACTS,
      rules: ruleFacts('', settings),
    },
    question: { settings, tenant, problem, target },
    asOf: fixed,
    settingsKnown,
    grafanaUrl: where?.target.url ?? null,
    verified: VERIFIED,
  };
}

/** A check's query as somebody can run it, rather than with the catalog's placeholders. */
function runnable(
  entry: CheckEntry,
  settings: Settings,
  tenant: string | null,
  asOf: number,
  fixed: number | null
): string | null {
  const thresholds = settings.thresholds[entry.definition.id] ?? {};
  const sql = renderCheckQuery(entry, { asOf, isNow: fixed === null, tenant, settings, thresholds });
  if (sql === null) {
    return null;
  }
  return fixed === null ? sql.replaceAll(TIME_TO, 'now()') : expandTimeTo(sql, fixed);
}
