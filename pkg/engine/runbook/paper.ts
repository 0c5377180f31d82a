import type { PageBlock, PageParameter, QueryBlock, Verification } from '@devdiag/catalog/types';
import { expandTimeTo, TIME_TO } from '../query/render.ts';
import type { BookPage } from './book.ts';
import { PARAMETER_NAMES, PARAMETERS } from './blocks.ts';
import { factsBlocks, type FactsContext } from './facts.ts';
import { fillInlines, type InlineContext } from './inline.ts';
import { reachedAt } from './paperContacts.ts';
import { parsePage } from './parse.ts';
import { missingParameters, renderPageSql, type PageQuestion } from './query.ts';

/** What a page needs to know to be read outside Grafana: on paper, in a file, in a terminal. */
export interface PaperContext {
  facts: FactsContext;
  /** What was asked about; null where nobody said. */
  question: PageQuestion;
  /** Milliseconds since 1970; null writes `now()`, so that a copied query asks about the moment when it is run. */
  asOf: number | null;
  /** The thresholds shown are the site's; false says beside each that it is the default. */
  settingsKnown: boolean;
  /** Where Grafana is, without a slash at its end; null: paths are written as they are. */
  grafanaUrl: string | null;
  /** When what stands on the pages was last tried. */
  verified: Verification;
}

/** What stands for a value that nobody gave. */
export const EXAMPLES: Record<PageParameter, string> = {
  tenant: 'acme',
  problem: 'CSP_INLINE_BLOCKED',
  target: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

/** SQL that people read and copy, and the parameters in it that are only examples. */
export interface PaperSql {
  sql: string;
  examples: PageParameter[];
}

/**
 * A page's blocks with everything filled in that can be without asking anybody: words, facts, contacts. No block of
 * facts or contact is left; every text is plain Markdown.
 */
export function paperBlocks(page: Pick<BookPage, 'text'>, context: PaperContext): PageBlock[] {
  const inline = inlineContext(context);
  const facts: FactsContext = { ...context.facts, reachedAt: (id) => reachedAt(id, context.facts) };
  return parsePage(page.text)
    .blocks.flatMap((block) => (block.kind === 'facts' ? factsBlocks(block, facts) : [block]))
    .map((block) => withWords(block, inline, facts));
}

/**
 * A query to read and copy. Parameters that were given are filled in. Of the others, those that it can't do without are
 * filled in with examples; the rest leaves everything in, with the condition for one beside it as a comment.
 *
 * @throws as `renderPageSql`
 */
export function paperSql(block: QueryBlock, { question, asOf }: PaperContext): PaperSql {
  const examples = missingParameters(block, question);
  const optional = PARAMETERS.filter((name) => !examples.includes(name) && (question[name] ?? '') === '');
  const given = { ...question };
  [...examples, ...optional].forEach((name) => (given[name] = EXAMPLES[name]));
  const conditions = new RegExp(String.raw`\{\{\s*(?:${optional.join('|') || '(?!)'})_(?:is|in)\s[^{}]*\}\}`, 'g');
  return { sql: atInstant(renderPageSql(block.sql.replace(conditions, 'true /* $& */'), given), asOf), examples };
}

/**
 * SQL that writes, or commands, as they are copied.
 *
 * @throws as `renderPageSql`
 */
export function paperText(text: string, { question, asOf }: PaperContext): string {
  const ended = text.trimEnd();
  const rendered = renderPageSql(ended, question);
  return atInstant(ended.endsWith(';') ? `${rendered};` : rendered, asOf);
}

/** "tenant 'acme'" for each value that somebody has to replace. */
export function exampleWords(examples: readonly PageParameter[]): string[] {
  return examples.map((name) => `${PARAMETER_NAMES[name]} '${EXAMPLES[name]}'`);
}

/** What stands on paper for live state, which paper has none of. */
export function stateWords(of: string, facts: FactsContext): string {
  if (of === 'checks') {
    return 'How the checks are now: `devdiag-ops check`, or [Health](/a/devdiag-ops-app/health).';
  }
  if (of === 'alerts') {
    return 'How the alert rules are now: [Alerts](/a/devdiag-ops-app/alerts); `devdiag-ops verify` evaluates each at once.';
  }
  const check = facts.rules.get(of)?.alert.check ?? of;
  return `How it is now: \`devdiag-ops check --only ${check}\`, or [Health](/a/devdiag-ops-app/health).`;
}

/** A path in Grafana as somebody outside can use it. */
export function grafanaAddress(path: string, { grafanaUrl }: PaperContext): string {
  return grafanaUrl === null ? path : `${grafanaUrl}${path}`;
}

function atInstant(sql: string, asOf: number | null): string {
  return asOf === null ? sql.replaceAll(TIME_TO, 'now()') : expandTimeTo(sql, asOf);
}

function inlineContext({ facts, settingsKnown }: PaperContext): InlineContext {
  return {
    settings: settingsKnown ? facts.settings : undefined,
    thresholds: new Map(facts.checks.map(({ definition }) => [definition.id, definition.thresholds])),
    contacts: facts.contacts,
  };
}

function withWords(block: PageBlock, inline: InlineContext, facts: FactsContext): PageBlock {
  const fill = (markdown: string) => fillInlines(markdown, inline);
  switch (block.kind) {
    case 'text':
      return { ...block, markdown: fill(block.markdown) };
    case 'branches':
      return {
        ...block,
        branches: block.branches.map(({ condition, action }) => ({ condition: fill(condition), action: fill(action) })),
      };
    case 'steps':
      return { ...block, steps: block.steps.map(({ id, markdown }) => ({ id, markdown: fill(markdown) })) };
    case 'contact': {
      const contact = facts.contacts.find(({ id }) => id === block.id);
      const markdown = contact
        ? `**${contact.title}**: ${contact.when}\n\nReached at: ${reachedAt(contact.id, facts)}`
        : block.id;
      return { kind: 'text', line: block.line, markdown };
    }
    default:
      return block;
  }
}
