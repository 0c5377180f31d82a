import { CONTACTS } from '@devdiag/catalog/contacts';
import { validateRunbook } from '@devdiag/engine/runbook/validate';
import type { CatalogContent, PageFolder } from './read.ts';

/** Every mistake in pages and playbooks, as sentences that name the file. */
export function runbookMistakes(content: CatalogContent): string[] {
  const { checks, alerts, panels, pages } = content;
  return [
    ...pages.flatMap((page) => folderMistakes(page).map((mistake) => `pages/${page.folder}: ${mistake}`)),
    ...validateRunbook({
      pages: pages.flatMap(({ definition, text }) => (definition && text !== undefined ? [{ definition, text }] : [])),
      playbooks: new Map(
        checks.flatMap(({ folder, playbook }) => (playbook === undefined ? [] : [[folder, playbook] as const]))
      ),
      checks: checks.flatMap(({ definition }) => definition ?? []),
      alerts: alerts.flatMap(({ definition }) => definition ?? []),
      panels: panels.flatMap(({ definition }) => definition ?? []),
      contacts: CONTACTS,
    }),
  ];
}

function folderMistakes({ folder, definition, text, problems }: PageFolder): string[] {
  return [
    ...problems,
    ...(definition ? [] : ['page.ts is missing or exports no "page"']),
    ...(definition && definition.id !== folder ? [`its id "${definition.id}" is not the folder's name`] : []),
    ...(text === undefined ? ['page.md is missing'] : []),
  ];
}
