import type { PageBlock, PageFacts, PageParameter, PageSection } from '@devdiag/catalog/types';

/** What can stand in a page, and what each block takes. docs/runbook-blocks.md describes the same, which a test holds. */
export type BlockKind = PageBlock['kind'];

/** Every kind of block. */
export const BLOCK_KINDS: BlockKind[] = [
  'heading',
  'text',
  'query',
  'statement',
  'shell',
  'sample',
  'branches',
  'steps',
  'state',
  'contact',
  'facts',
];

/** Words that stand inside a text: `{{threshold stale-data.warn}}`. */
export type InlineKind = 'threshold' | 'setting' | 'contact';

export const INLINE_KINDS: InlineKind[] = ['threshold', 'setting', 'contact'];

export const PARAMETERS: PageParameter[] = ['tenant', 'problem', 'target'];

export const FACTS: PageFacts[] = ['alert', 'alerts', 'checks', 'contacts', 'dashboard'];

/** Settings that a text can name. */
export const NAMED_SETTINGS = ['schema', 'timeZone', 'retentionDays'] as const;

export type NamedSetting = (typeof NAMED_SETTINGS)[number];

/** Languages of samples: text that belongs into a file or a field. */
export const SAMPLE_LANGUAGES = ['json', 'yaml', 'ini', 'crontab', 'text'];

/** Attributes that the fenced blocks take; a flag stands alone, everything else has a value. */
export const ATTRIBUTES: Record<'query' | 'statement' | 'shell' | 'sample', { needed: string[]; allowed: string[] }> = {
  query: { needed: ['id', 'title'], allowed: ['id', 'title', 'needs', 'rows', 'plot', 'x', 'y'] },
  statement: { needed: ['copy', 'changes'], allowed: ['copy', 'changes'] },
  shell: { needed: ['changes'], allowed: ['changes'] },
  sample: { needed: ['title'], allowed: ['title'] },
};

/** Rows that a query shows unless it says otherwise, and the most it may ask for. */
export const ROWS = { default: 50, most: 500 };

/** How the address of a page names its parameters: as the labels of alerts do. */
export const PARAMETER_NAMES: Record<PageParameter, string> = {
  tenant: 'tenant',
  problem: 'problem_code',
  target: 'target',
};

/** Headings of every playbook, in this order. */
export const PLAYBOOK_HEADINGS = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'When it is over'];

/** Sections of the runbook in the order of its contents; the playbooks stand after the first. */
export const PAGE_SECTIONS: PageSection[] = [
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'troubleshooting',
  'recovery',
  'setup',
  'reference',
];
