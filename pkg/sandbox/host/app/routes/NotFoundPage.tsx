import { EmptyState, TextLink } from '@grafana/ui';
import { useMemo } from 'react';
import { Page } from '../page/Page.tsx';

/** Addresses that Grafana doesn't have either. */
export function NotFoundPage({ what = 'Page' }: { what?: string }) {
  const pageNav = useMemo(() => ({ text: `${what} not found` }), [what]);
  return (
    <Page section={NO_SECTION} pageNav={pageNav}>
      <EmptyState variant="not-found" message={`${what} not found`}>
        We&apos;re looking but can&apos;t seem to find this page. Try returning <TextLink href="/">home</TextLink>.
      </EmptyState>
    </Page>
  );
}

const NO_SECTION: never[] = [];
