import type {
  AlertDefinition,
  CheckDefinition,
  Contact,
  PageBlock,
  PageDefinition,
  Settings,
} from '@devdiag/catalog/types';
import { NAMED_SETTINGS, PLAYBOOK_HEADINGS } from './blocks.ts';
import { factsAnchors } from './facts.ts';
import { parseInlines } from './inline.ts';
import { linksOf, readLink } from './links.ts';
import { parsePage, textsOf, type PageMistake, type ParsedPage } from './parse.ts';
import { commandMistakes, pageQueryMistakes, statementMistakes } from './sql.ts';

/** Every text of the runbook and what it may speak of. */
export interface RunbookContent {
  pages: Array<{ definition: PageDefinition; text: string }>;
  /** Playbooks by check id. */
  playbooks: ReadonlyMap<string, string>;
  checks: CheckDefinition[];
  alerts: AlertDefinition[];
  panels: Array<{ id: string }>;
  contacts: readonly Contact[];
}

interface Page {
  /** As in the mistakes: from the catalog's folder. */
  file: string;
  id: string;
  isPlaybook: boolean;
  title: string;
  parsed: ParsedPage;
  anchors: Set<string>;
}

/** Pages of this app and of Grafana that texts may lead to. */
const GRAFANA_PATHS = [
  '/a/devdiag-ops-app/health',
  '/a/devdiag-ops-app/alerts',
  '/a/devdiag-ops-app/incidents',
  '/a/devdiag-ops-app/runbook',
  '/a/devdiag-ops-app/setup',
  '/plugins/devdiag-ops-app',
  '/alerting/list',
  '/alerting/silences',
  '/alerting/notifications',
  '/alerting/routes',
  '/connections/datasources',
  '/org/serviceaccounts',
  '/explore',
  '/d/devdiag-analytics',
];

/** Every mistake in the runbook's texts, as sentences that name file and line. Empty when all is sound. */
export function validateRunbook(content: RunbookContent): string[] {
  const pages = pagesOf(content);
  const byFile = new Map(pages.map((page) => [page.file, page]));
  return [
    ...definitionMistakes(content),
    ...pages.flatMap((page) =>
      [
        ...page.parsed.mistakes,
        ...titleMistakes(page),
        ...page.parsed.blocks.flatMap((block) => blockMistakes(block, page, content, byFile)),
      ].map(({ line, text }) => `${page.file}:${line}: ${text}`)
    ),
  ];
}

function pagesOf({ pages, playbooks, checks }: RunbookContent): Page[] {
  const page = (file: string, id: string, isPlaybook: boolean, title: string, text: string): Page => {
    const parsed = parsePage(text);
    const anchors = parsed.blocks.flatMap((block) =>
      block.kind === 'heading' ? [block.id] : block.kind === 'facts' ? factsAnchors(block, checks) : []
    );
    return { file, id, isPlaybook, title, parsed, anchors: new Set(anchors) };
  };
  return [
    ...checks.flatMap(({ id, title }) => {
      const text = playbooks.get(id);
      return text === undefined ? [] : [page(`checks/${id}/playbook.md`, id, true, title, text)];
    }),
    ...pages.map(({ definition: { id, title }, text }) => page(`pages/${id}/page.md`, id, false, title, text)),
  ];
}

function definitionMistakes({ pages, playbooks, checks, alerts, panels }: RunbookContent): string[] {
  const known = {
    checks: new Set(checks.map(({ id }) => id)),
    alerts: new Set(alerts.map(({ id }) => id)),
    panels: new Set(panels.map(({ id }) => id)),
  };
  const places = new Map<string, string>();
  return [
    ...[...playbooks.keys()].filter((id) => !known.checks.has(id)).map((id) => `checks/${id}: a playbook of no check`),
    ...checks.filter(({ owner }) => owner === undefined).map(({ id }) => `checks/${id}: names no owner`),
    ...checks
      .filter(({ alert }) => alert !== undefined && !known.alerts.has(alert))
      .map(({ id, alert }) => `checks/${id}: names an unknown alert "${alert}"`),
    ...alerts
      .filter(({ check }) => !playbooks.has(check))
      .map(({ id, check }) => `alerts/${id}: its check "${check}" has no playbook`),
    ...pages.flatMap(({ definition }) => {
      const { id, section, order, title, summary } = definition;
      const place = `${section} ${order}`;
      const other = places.get(place);
      places.set(place, id);
      return [
        ...(known.checks.has(id) || known.alerts.has(id) ? ['has the id of a check or an alert'] : []),
        ...(other === undefined ? [] : [`stands in the same place (${place}) as ${other}`]),
        ...(title.trim() === '' || summary.trim() === '' ? ['has no title or no summary'] : []),
        ...(['checks', 'alerts', 'panels'] as const).flatMap((kind) =>
          definition[kind]
            .filter((name) => !known[kind].has(name))
            .map((name) => `names "${name}", none of the ${kind}`)
        ),
      ].map((mistake) => `pages/${id}: ${mistake}`);
    }),
  ];
}

function titleMistakes({ parsed, title, isPlaybook }: Page): PageMistake[] {
  const mistakes: PageMistake[] = [];
  if (parsed.title !== '' && parsed.title !== title) {
    mistakes.push({ line: 1, text: `the title is "${parsed.title}", its definition says "${title}"` });
  }
  const headings = parsed.blocks.flatMap((block) =>
    block.kind === 'heading' && block.level === 2 ? [block.text] : []
  );
  if (isPlaybook && headings.join() !== PLAYBOOK_HEADINGS.join()) {
    mistakes.push({ line: 1, text: `a playbook has the headings ${PLAYBOOK_HEADINGS.join(', ')}, in this order` });
  }
  const kinds = new Set(parsed.blocks.map(({ kind }) => kind));
  if (isPlaybook && !(kinds.has('query') && kinds.has('branches') && kinds.has('steps'))) {
    mistakes.push({ line: 1, text: 'a playbook needs a query, branches and steps' });
  }
  return mistakes;
}

function blockMistakes(
  block: PageBlock,
  page: Page,
  content: RunbookContent,
  byFile: Map<string, Page>
): PageMistake[] {
  const mistakes = [
    ...ownMistakes(block, content),
    ...textsOf(block).flatMap((text) => inlineMistakes(text, content)),
    ...linksOf(block).flatMap((address) => linkMistakes(address, page, byFile)),
  ];
  return mistakes.map((text) => ({ line: block.line, text }));
}

function ownMistakes(block: PageBlock, { checks, alerts, contacts }: RunbookContent): string[] {
  const one = (id: string) => checks.some((check) => check.id === id) || alerts.some((alert) => alert.id === id);
  switch (block.kind) {
    case 'query':
      return pageQueryMistakes(block, defaultsOf(checks));
    case 'statement':
      return statementMistakes(block.sql, defaultsOf(checks));
    case 'shell':
      return commandMistakes(block.commands, defaultsOf(checks));
    case 'state':
      return block.of === 'checks' || block.of === 'alerts' || one(block.of)
        ? []
        : [`{{state ${block.of}}}: neither checks, alerts, nor the id of one`];
    case 'contact':
      return contacts.some(({ id }) => id === block.id) ? [] : [`{{contact ${block.id}}}: there is no such contact`];
    case 'facts':
      return block.id === null || alerts.some(({ id }) => id === block.id)
        ? []
        : [`{{facts alert ${block.id}}}: there is no such alert`];
    default:
      return [];
  }
}

function inlineMistakes(text: string, { checks, contacts }: RunbookContent): string[] {
  return parseInlines(text).pieces.flatMap((piece) => {
    switch (piece.kind) {
      case 'markdown':
        return [];
      case 'threshold': {
        const [check, threshold] = piece.argument.split('.');
        const found = checks.find(({ id }) => id === check)?.thresholds.some(({ id }) => id === threshold);
        return found ? [] : [`{{threshold ${piece.argument}}}: there is no such threshold`];
      }
      case 'setting':
        return NAMED_SETTINGS.some((name) => name === piece.argument)
          ? []
          : [`{{setting ${piece.argument}}}: texts know ${NAMED_SETTINGS.join(', ')}`];
      case 'contact':
        return contacts.some(({ id }) => id === piece.argument)
          ? []
          : [`{{contact ${piece.argument}}}: there is no such contact`];
    }
  });
}

function linkMistakes(address: string, page: Page, byFile: Map<string, Page>): string[] {
  const link = readLink(address);
  switch (link.kind) {
    case 'page': {
      const folder = link.of === 'page' ? 'pages' : 'checks';
      const own = page.isPlaybook ? 'checks' : 'pages';
      const file = `${folder}/${link.id}/${link.of}.md`;
      const path = folder === own ? `../${link.id}/${link.of}.md` : `../../${file}`;
      const found = byFile.get(file);
      if (!found || address.split('#')[0] !== path) {
        return [`the link ${address} leads to no file${found ? `; it would be ${path}` : ''}`];
      }
      return link.anchor === null || found.anchors.has(link.anchor)
        ? []
        : [`the link ${address}: that page has no heading "${link.anchor}"`];
    }
    case 'anchor':
      return page.anchors.has(link.anchor) ? [] : [`the link ${address}: this page has no such heading`];
    case 'grafana': {
      const [path] = link.path.split(/[?#]/);
      return GRAFANA_PATHS.includes(path) ? [] : [`the link ${address} leads to no page of Grafana that is known`];
    }
    case 'outside':
      return [];
    case 'unknown':
      return [`the link ${address} is neither a file of the runbook, a path in Grafana nor an https address`];
  }
}

function defaultsOf(checks: CheckDefinition[]): Settings['thresholds'] {
  return Object.fromEntries(
    checks.map(({ id, thresholds }) => [id, Object.fromEntries(thresholds.map((one) => [one.id, one.default]))])
  );
}
