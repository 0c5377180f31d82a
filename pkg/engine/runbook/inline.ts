import type { Settings, ThresholdDefinition } from '@devdiag/catalog/types';
import { withUnit } from '../settings/units.ts';
import { INLINE_KINDS, NAMED_SETTINGS, type InlineKind, type NamedSetting } from './blocks.ts';

/** A piece of a text: Markdown as it is, or a placeholder that stands for a word. */
export type Inline = { kind: 'markdown'; markdown: string } | { kind: InlineKind; argument: string };

export interface Inlines {
  pieces: Inline[];
  mistakes: string[];
}

/** Code spans keep their braces: a page may write about templates. */
const CODE_SPAN_OR_BRACES = /(`+)(?!`)[\s\S]*?[^`]\1(?!`)|\{\{([^{}]*)\}\}|\{\{|\}\}/g;

/** Finds the placeholders of a text. Those in code spans are text like any other. */
export function parseInlines(markdown: string): Inlines {
  const pieces: Inline[] = [];
  const mistakes: string[] = [];
  let from = 0;
  const endMarkdown = (to: number) => {
    if (to > from) {
      pieces.push({ kind: 'markdown', markdown: markdown.slice(from, to) });
    }
  };
  for (const found of markdown.matchAll(CODE_SPAN_OR_BRACES)) {
    const [whole, ticks, inside] = found;
    if (ticks !== undefined) {
      continue;
    }
    const [kind, argument, ...rest] = (inside ?? '').trim().split(/\s+/);
    if (!INLINE_KINDS.includes(kind as InlineKind) || argument === undefined || rest.length > 0) {
      mistakes.push(
        `${whole} is no placeholder of a text; known are ${INLINE_KINDS.map((name) => `{{${name} …}}`).join(', ')}`
      );
      continue;
    }
    endMarkdown(found.index);
    pieces.push({ kind: kind as InlineKind, argument });
    from = found.index + whole.length;
  }
  endMarkdown(markdown.length);
  return { pieces, mistakes };
}

/** What the words of a text depend on. */
export interface InlineContext {
  /** Those in force; undefined when they can't be read: then defaults are shown, and said to be. */
  settings?: Pick<Settings, 'schema' | 'timeZone' | 'retentionDays' | 'thresholds'>;
  /** Thresholds by check. */
  thresholds: ReadonlyMap<string, readonly ThresholdDefinition[]>;
  contacts: ReadonlyArray<{ id: string; title: string }>;
}

const DEFAULTS: Record<NamedSetting, string> = { schema: 'devdiag', timeZone: 'UTC', retentionDays: '180' };

/** A text with its placeholders as plain words; one that stands for nothing known stays as it is. */
export function fillInlines(markdown: string, context: InlineContext): string {
  return parseInlines(markdown)
    .pieces.map((piece) =>
      piece.kind === 'markdown'
        ? piece.markdown
        : (inlineText(piece.kind, piece.argument, context) ?? `{{${piece.kind} ${piece.argument}}}`)
    )
    .join('');
}

/** The words for one placeholder; undefined when its argument names nothing. */
export function inlineText(kind: InlineKind, argument: string, context: InlineContext): string | undefined {
  switch (kind) {
    case 'threshold': {
      const [check, id] = argument.split('.');
      const threshold = context.thresholds.get(check)?.find((candidate) => candidate.id === id);
      if (!threshold) {
        return undefined;
      }
      const value = context.settings?.thresholds[check]?.[id] ?? threshold.default;
      return `${withUnit(value, threshold.unit)}${context.settings ? '' : ' (the default)'}`;
    }
    case 'setting': {
      const name = NAMED_SETTINGS.find((candidate) => candidate === argument);
      return name && String(context.settings?.[name] ?? `${DEFAULTS[name]} (the default)`);
    }
    case 'contact':
      return context.contacts.find(({ id }) => id === argument)?.title;
  }
}
