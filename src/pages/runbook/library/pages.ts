import { ALERT_DEFINITIONS } from '@devdiag/catalog/generated/alertDefinitions';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import { PAGES } from '@devdiag/catalog/generated/pages';
import { PANEL_DEFINITIONS } from '@devdiag/catalog/generated/panelDefinitions';
import type { CheckDefinition, OwnerRole, Severity } from '@devdiag/catalog/types';
import { panelsAbout } from '@devdiag/engine/runbook/book';
import { SECTIONS, type SectionId } from './sections';

/** A page of the runbook, playbook or not, and what it is about. Its text is in texts.ts. */
export interface RunbookEntry {
  /** Part of its address; a playbook's is its check's. */
  id: string;
  title: string;
  summary: string;
  section: SectionId;
  owner: OwnerRole;
  checks: string[];
  alerts: string[];
  panels: string[];
  /** Playbooks only. */
  check: CheckDefinition | null;
  severity: Severity | null;
}

/** Every page, in the order in which the runbook lists them. */
export const ALL_PAGES: RunbookEntry[] = SECTIONS.flatMap((section) =>
  section === 'alerts' || section === 'checks' ? playbooksOf(section) : pagesOf(section)
);

/** The page for its id, that of its check or alert, or of an alert's rule; undefined when there is none. */
export function findPage(id: string): RunbookEntry | undefined {
  // An alert's rule carries the alert's id with a prefix, and people paste that too.
  const bare = id.replace(/^(?:[a-z][a-z0-9-]*-)?devdiag-/, '');
  const alert = ALERT_DEFINITIONS.find((candidate) => candidate.id === bare);
  const wanted = alert?.check ?? bare;
  return ALL_PAGES.find((page) => page.id === wanted);
}

/** The pages before and after one, in the order of the list. */
export function neighbours(page: RunbookEntry): { previous?: RunbookEntry; next?: RunbookEntry } {
  const at = ALL_PAGES.indexOf(page);
  return { previous: ALL_PAGES[at - 1], next: ALL_PAGES[at + 1] };
}

/** An alert's title; its id when it is none of the catalog's. */
export function alertTitle(id: string): string {
  return ALERT_DEFINITIONS.find((alert) => alert.id === id)?.title ?? id;
}

/** A check's title; its id when it is none of the catalog's. */
export function checkTitle(id: string): string {
  return CHECK_DEFINITIONS.find((check) => check.id === id)?.title ?? id;
}

function playbooksOf(section: 'alerts' | 'checks'): RunbookEntry[] {
  return CHECK_DEFINITIONS.map((check): [number, RunbookEntry] => {
    // An alert leads to one playbook; other checks may name it as the one that watches the same thing.
    const own = ALERT_DEFINITIONS.filter((alert) => alert.check === check.id);
    const alerts = own.length > 0 ? own : ALERT_DEFINITIONS.filter(({ id }) => id === check.alert);
    return [
      own[0]?.order ?? check.order,
      {
        id: check.id,
        title: check.title,
        summary: check.description,
        section: own.length > 0 ? 'alerts' : 'checks',
        owner: check.owner ?? 'on-call',
        checks: [check.id],
        alerts: alerts.map(({ id }) => id),
        panels: panelsAbout(check.id, alerts, PANEL_DEFINITIONS),
        check,
        severity: check.severity,
      },
    ];
  })
    .filter(([, page]) => page.section === section)
    .sort(([one], [other]) => one - other)
    .map(([, page]) => page);
}

function pagesOf(section: SectionId): RunbookEntry[] {
  return PAGES.filter((page) => page.section === section)
    .sort((one, other) => one.order - other.order)
    .map(({ id, title, summary, owner, checks, alerts, panels }) => ({
      id,
      title,
      summary,
      section,
      owner,
      checks,
      alerts,
      panels,
      check: null,
      severity: null,
    }));
}
