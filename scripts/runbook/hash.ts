import { createHash } from 'node:crypto';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { SCHEMA_SQL } from '@devdiag/catalog/generated/schema';
import type { QueryBlock } from '@devdiag/catalog/types';
import { withRowStopwatch } from '@devdiag/engine/runbook/answer';
import { PARAMETERS } from '@devdiag/engine/runbook/blocks';
import { offerQuery } from '@devdiag/engine/runbook/offer';
import { missingParameters, renderForCopy, runnableQuery, type PageQuestion } from '@devdiag/engine/runbook/query';
import { allBlocks } from '@devdiag/engine/runbook/testing';
import { completeSettings } from '@devdiag/engine/settings/settings';

/** Any instant: it only has to be the same each time. */
const AS_OF = 0;
const { settings } = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
);
const NOBODY: PageQuestion = { settings, tenant: null, problem: null, target: null };
const SOMEBODY: PageQuestion = { settings, tenant: `t'`, problem: `p"`, target: String.raw`h\ ` };

/**
 * One hash of everything that the runbook's trial is about: each query as a page sends it, what is copied as it is
 * copied, and the schema. So it also differs once code writes other SQL from the same text; words around it don't count.
 */
export function runbookHash(): string {
  const tried = [
    ...allBlocks('query').map(({ page, block }) => [page, block.id, ...sentFor(block)]),
    ...PARAMETERS.map((name) => ['offer', name, ...sentFor(offerQuery(name))]),
    ...allBlocks('statement').map(({ page, block }) => [
      page,
      block.changes,
      renderForCopy(block.sql, SOMEBODY, AS_OF),
    ]),
    ...allBlocks('shell').map(({ page, block }) => [
      page,
      block.changes,
      renderForCopy(block.commands, SOMEBODY, AS_OF),
    ]),
    ...allBlocks('sample').map(({ page, block }) => [page, block.language, block.text]),
    ['schema', ...Object.entries(SCHEMA_SQL).flat()],
  ];
  return createHash('sha256').update(JSON.stringify(tried)).digest('hex');
}

/** What is sent when nobody is asked about, where that makes sense, and when somebody is. */
function sentFor(block: QueryBlock): string[] {
  return [NOBODY, SOMEBODY]
    .filter((question) => missingParameters(block, question).length === 0)
    .map((question) => withRowStopwatch(runnableQuery(block, question)));
}
