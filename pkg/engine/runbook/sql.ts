import type { QueryBlock, Settings } from '@devdiag/catalog/types';
import { renderPageSql, type PageQuestion } from './query.ts';

const CLOCKS =
  /\b(now\s*\(|current_date|current_time|current_timestamp|localtime|localtimestamp|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)/i;

/** A site with everything filled in. */
function exampleQuestion(thresholds: Settings['thresholds']): PageQuestion {
  return {
    settings: {
      schema: 'devdiag',
      timeZone: 'UTC',
      retentionDays: 180,
      expectedHours: { days: [1], from: '08:00', to: '18:00', zone: 'UTC' },
      thresholds,
    },
    tenant: 'a',
    problem: 'b',
    target: 'c',
  };
}

/**
 * What is wrong with a query that pages run. Whether PostgreSQL takes it is for the tests to say.
 *
 * @param thresholds of all checks, which SQL may name
 */
export function pageQueryMistakes({ sql, needs }: QueryBlock, thresholds: Settings['thresholds']): string[] {
  const text = withoutComments(sql);
  const clock = CLOCKS.exec(text);
  return [
    ...(clock ? [`the query reads the clock (${clock[1].trim()}); {{as_of}} is its only one`] : []),
    ...(text.includes('$') ? ['the query holds a dollar sign, which Grafana takes for a macro or variable'] : []),
    ...(/;\s*\S/.test(text.trim()) ? ['the query holds more than one statement'] : []),
    ...(/^\s*(select|with)\b/i.test(text) ? [] : ['a query begins with select or with']),
    ...(/v_ttr_days/i.test(text) ? ['the query reads v_ttr_days, which takes half a minute'] : []),
    ...needs
      .filter((name) => !new RegExp(`\\{\\{\\s*${name}_(is|in)\\s`).test(text))
      .map((name) => `the query needs ${name} and never uses it`),
    ...schemaMistakes(text),
    ...renderMistakes(sql, thresholds),
  ];
}

/** What is wrong with SQL that writes; it may read the clock, since a person runs it now. */
export function statementMistakes(sql: string, thresholds: Settings['thresholds']): string[] {
  return [...schemaMistakes(withoutComments(sql)), ...renderMistakes(sql, thresholds)];
}

/**
 * What is wrong with shell commands. A schema is a quoted identifier and a zone a quoted literal: both kinds of quotes are
 * safe in a heredoc whose word is quoted, and double quotes between single ones.
 */
export function commandMistakes(commands: string, thresholds: Settings['thresholds']): string[] {
  const outside = commands.replace(/<<'(\w+)'[^\n]*\n[\s\S]*?\n\1(?=\n|$)/g, '');
  const exposed = outside.split('\n').filter((line) => {
    const bare = line.replace(/'[^']*'/g, (quoted) =>
      quoted.replaceAll('{{schema}}', '').replaceAll('{{retention_days}}', '')
    );
    return bare.includes('{{');
  });
  return [
    ...exposed.map(
      (line) =>
        `"${line.trim()}" holds a placeholder outside a quoted heredoc; {{schema}} may stand between single quotes`
    ),
    ...schemaMistakes(commands),
    ...renderMistakes(commands, thresholds),
  ];
}

function schemaMistakes(text: string): string[] {
  return /\bdevdiag\.[a-z_]|'devdiag'|--schema=devdiag\b|\bschema devdiag\b/.test(text)
    ? ['it names the schema devdiag, which is another one elsewhere; use {{schema}} or {{schema_name}}']
    : [];
}

function renderMistakes(text: string, thresholds: Settings['thresholds']): string[] {
  try {
    renderPageSql(text, exampleQuestion(thresholds));
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function withoutComments(sql: string): string {
  return sql.replace(/--.*$/gm, '');
}
