import type { CatalogContent, PanelFolder } from './read.ts';
import { exampleSettings, queryMistakes } from './validate-query.ts';

/** A dashboard's grid is so many columns wide. */
const COLUMNS = 24;

/** Every mistake in the panels. */
export function panelMistakes({ panels, checks, alerts }: CatalogContent): string[] {
  const checkIds = new Set(checks.map(({ folder }) => folder));
  const alertIds = new Set(alerts.map(({ folder }) => folder));
  return panels.flatMap((panel) =>
    mistakesOf(panel, checkIds, alertIds, panels).map((mistake) => `panels/${panel.folder}: ${mistake}`)
  );
}

function mistakesOf(
  found: PanelFolder,
  checkIds: ReadonlySet<string>,
  alertIds: ReadonlySet<string>,
  all: PanelFolder[]
): string[] {
  const mistakes = [...found.problems];
  const { definition, query } = found;
  if (!definition) {
    return [...mistakes, 'panel.ts is missing or exports no "panel"'];
  }
  if (definition.id !== found.folder) {
    mistakes.push(`its id "${definition.id}" is not the folder's name`);
  }
  const others = all.flatMap((other) => (other !== found && other.definition ? [other.definition] : []));
  const { x, y, w, h } = definition.grid;
  if (x < 0 || y < 0 || w < 1 || h < 1 || x + w > COLUMNS) {
    mistakes.push(`does not fit into the grid of ${COLUMNS} columns`);
  }
  for (const other of others) {
    if (other.number === definition.number) {
      mistakes.push(`has the same number (${definition.number}) as ${other.id}`);
    }
    const { grid } = other;
    if (x < grid.x + grid.w && grid.x < x + w && y < grid.y + grid.h && grid.y < y + h) {
      mistakes.push(`lies over ${other.id}`);
    }
  }
  if (!checkIds.has(definition.check)) {
    mistakes.push(`there is no check "${definition.check}"`);
  }
  if (definition.alert !== undefined && !alertIds.has(definition.alert)) {
    mistakes.push(`there is no alert "${definition.alert}"`);
  }
  if (query === undefined) {
    mistakes.push('query.sql is missing');
  } else {
    mistakes.push(...queryMistakes(query, () => definition.parameters?.({ settings: exampleSettings() })));
  }
  return mistakes;
}
