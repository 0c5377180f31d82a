import { useMemo, type ReactNode } from 'react';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { PANELS } from '@devdiag/catalog/generated/panels';
import { CONTACTS } from '@devdiag/catalog/contacts';
import type { PageBlock } from '@devdiag/catalog/types';
import { factsBlocks } from '@devdiag/engine/runbook/facts';
import { ruleFacts } from '@devdiag/installer/desired/ruleFacts';
import { useHashTarget } from '../page/useHashTarget';
import { useRunbook } from '../site/RunbookContext';

interface Props {
  block: Extract<PageBlock, { kind: 'facts' }>;
  render: (blocks: PageBlock[]) => ReactNode;
}

/** The blocks that stand for a block of facts. */
export default function Facts({ block, render }: Props) {
  const { site } = useRunbook();
  const { assumed, dataSource } = site;
  const blocks = useMemo(
    () =>
      factsBlocks(block, {
        settings: assumed,
        checks: CHECKS,
        panels: PANELS,
        contacts: CONTACTS,
        rules: ruleFacts(dataSource?.uid ?? '', assumed),
      }),
    [block, assumed, dataSource]
  );
  // Headings in here are there only now.
  useHashTarget(blocks);
  return render(blocks);
}
