import { EmptyState, TextLink } from '@grafana/ui';
import React, { useMemo } from 'react';
import { Page } from '../page/Page.tsx';

/** Addresses that Grafana doesn't have either. */
export function NotFoundPage({ what = 'Page' }: { what?: string }) {
  const pageNav = useMemo(() => ({ text: `${what} not found` }), [what]);
  return (
    <Page section={NO_SECTION} pageNav={pageNav}>
      <EmptyState variant="not-found" message={`${what} not found`}>
        Nothing is at this address, here or in Grafana. <TextLink href="/">Back to the start page</TextLink>
      </EmptyState>
    </Page>
  );
}

const NO_SECTION: never[] = [];
