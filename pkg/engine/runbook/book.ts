import type {
  AlertDefinition,
  CheckDefinition,
  OwnerRole,
  PageEntry,
  PageSection,
  PanelDefinition,
} from '@devdiag/catalog/types';
import { PAGE_SECTIONS } from './blocks.ts';

/** Where a page stands in the runbook; the playbooks are a section of their own. */
export type BookSection = PageSection | 'playbooks';

/** A page or a playbook, with what a reader can call it. */
export interface BookPage {
  id: string;
  /** As in `PageLink`. */
  of: 'page' | 'playbook';
  section: BookSection;
  title: string;
  /** One sentence. */
  summary: string;
  owner: OwnerRole;
  checks: string[];
  alerts: string[];
  /** Panels of the dashboard that show the same, by id. */
  panels: string[];
  /** Markdown with the blocks of docs/runbook-blocks.md. */
  text: string;
}

/** What a runbook is made of. */
export interface BookContent {
  pages: readonly PageEntry[];
  /** By check id. */
  playbooks: Readonly<Record<string, string>>;
  checks: readonly CheckDefinition[];
  alerts: readonly AlertDefinition[];
  panels: readonly PanelDefinition[];
}

export const SECTION_TITLES: Record<BookSection, string> = {
  daily: 'Every day',
  playbooks: 'Playbooks',
  weekly: 'Every week',
  monthly: 'Every month',
  quarterly: 'Every quarter',
  troubleshooting: 'Troubleshooting',
  recovery: 'Disaster recovery',
  setup: 'Setup by hand',
  reference: 'Reference',
};

/** In the order of the contents. */
export const BOOK_SECTIONS: BookSection[] = PAGE_SECTIONS.flatMap((section): BookSection[] =>
  section === 'daily' ? [section, 'playbooks'] : [section]
);

/** All pages in the order of the contents; playbooks of alerts stand before those of checks alone. */
export function bookOf({ pages, playbooks, checks, alerts, panels }: BookContent): BookPage[] {
  const ordered = [...pages].sort((one, other) => one.definition.order - other.definition.order);
  return BOOK_SECTIONS.flatMap((section) =>
    section === 'playbooks'
      ? playbookPages(playbooks, checks, alerts, panels)
      : ordered
          .filter(({ definition }) => definition.section === section)
          .map(({ definition, text }): BookPage => {
            const { id, title, summary, owner, checks: about, alerts: alarms, panels: shown } = definition;
            return {
              id,
              of: 'page',
              section,
              title,
              summary,
              owner,
              checks: about,
              alerts: alarms,
              panels: shown,
              text,
            };
          })
  );
}

function playbookPages(
  playbooks: BookContent['playbooks'],
  checks: readonly CheckDefinition[],
  alerts: readonly AlertDefinition[],
  panels: readonly PanelDefinition[]
): BookPage[] {
  const alarms = [...alerts].sort((one, other) => one.order - other.order);
  /** Where a check's first alert stands among all; those without one come after. */
  const place = ({ id }: CheckDefinition) => {
    const found = alarms.findIndex(({ check }) => check === id);
    return found === -1 ? alarms.length : found;
  };
  return [...checks]
    .filter(({ id }) => Object.hasOwn(playbooks, id))
    .sort((one, other) => place(one) - place(other) || one.order - other.order)
    .map(({ id, title, description, owner }): BookPage => {
      const own = alarms.filter(({ check }) => check === id);
      return {
        id,
        of: 'playbook',
        section: 'playbooks',
        title,
        summary: description,
        owner: owner ?? 'on-call',
        checks: [id],
        alerts: own.map((alert) => alert.id),
        panels: panelsAbout(id, own, panels),
        text: playbooks[id],
      };
    });
}

/** Ids of the panels that a playbook is about, in the dashboard's order: those of its alerts, and those that name its check. */
export function panelsAbout(
  check: string,
  alerts: ReadonlyArray<Pick<AlertDefinition, 'panel'>>,
  panels: ReadonlyArray<Pick<PanelDefinition, 'id' | 'check' | 'number'>>
): string[] {
  return panels
    .filter((panel) => panel.check === check || alerts.some((alert) => alert.panel === panel.id))
    .sort((one, other) => one.number - other.number)
    .map(({ id }) => id);
}

/** Titles for ids of panels, which may hold commas themselves; one that is none of them stays as it is. */
export function panelTitles(ids: readonly string[], panels: ReadonlyArray<{ definition: PanelDefinition }>): string {
  const titles = ids.map((id) => panels.find(({ definition }) => definition.id === id)?.definition.title ?? id);
  return titles.map((title) => `"${title}"`).join(', ');
}

/** The page that a name leads to: a page's id, a check's, or an alert's, whose playbook is its check's. */
export function pageNamed(book: readonly BookPage[], name: string): BookPage | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    book.find(({ id }) => id === wanted) ?? book.find(({ of, alerts }) => of === 'playbook' && alerts.includes(wanted))
  );
}

/** Every name that leads to a page. */
export function namesIn(book: readonly BookPage[]): string[] {
  return book.flatMap(({ id, of, alerts }) => (of === 'playbook' ? [id, ...alerts] : [id]));
}
