import React, { Suspense, lazy, type ReactNode } from 'react';
import { t } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import type { PageBlock } from '@devdiag/catalog/types';

// Exactly what the installer would write, so it needs the installer: loaded on the few pages that show it.
const Facts = lazy(() => import('./Facts'));

interface Props {
  block: Extract<PageBlock, { kind: 'facts' }>;
  /** Facts are blocks in turn. */
  render: (blocks: PageBlock[]) => ReactNode;
}

/** Tables and texts made from the definitions. */
export function FactsBlock({ block, render }: Props) {
  return (
    <Suspense fallback={<LoadingPlaceholder text={t('runbook.facts.loading', 'Reading the definitions')} />}>
      <Facts block={block} render={render} />
    </Suspense>
  );
}
