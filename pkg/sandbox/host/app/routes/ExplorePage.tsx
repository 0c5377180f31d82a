import { Alert } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { navPath } from '../chrome/nav.ts';
import { Page } from '../page/Page.tsx';
import { dataSourceSrv } from '../services/dataSourceSrv.ts';
import { Asked, type AskedItem } from './Asked.tsx';
import { readable } from './ElsewherePage.tsx';

interface Pane {
  datasource?: string;
  queries?: Array<{ refId?: string; rawSql?: string; datasource?: { uid?: string } }>;
  range?: { from?: string; to?: string };
}

/** `/explore`: the panes that a link describes, with their queries as text. */
export function ExplorePage() {
  const { search } = useLocation();
  const section = useMemo(() => navPath('/explore'), []);
  const panes = useMemo(() => decodePanes(search), [search]);
  return (
    <Page section={section}>
      <Alert severity="info" title="This is part of Grafana; the stand-in shows what was asked for." />
      {panes === undefined && <Alert severity="error" title="The address holds panes that are no valid JSON." />}
      {panes?.length === 0 && <p>The address asks for no query.</p>}
      {panes?.map((pane, index) => (
        <Asked key={index} items={describePane(pane)} />
      ))}
    </Page>
  );
}

/** Panes of an Explore address (`panes`, or the older `left`); nothing when they can't be decoded. */
function decodePanes(search: string): Pane[] | undefined {
  const params = new URLSearchParams(search);
  const panes = params.get('panes');
  const left = params.get('left');
  try {
    return panes ? Object.values(JSON.parse(panes)) : left ? [JSON.parse(left)] : [];
  } catch {
    return undefined;
  }
}

function describePane({ datasource, queries = [], range }: Pane): AskedItem[] {
  const name = dataSourceSrv.getInstanceSettings(datasource)?.name;
  return [
    { label: 'Data source', value: name ? `${name} (${datasource})` : (datasource ?? 'none') },
    { label: 'Time range', value: `${range?.from ?? '?'} to ${range?.to ?? '?'}` },
    ...queries.map((query) => ({
      label: `Query ${query.refId ?? ''}`.trim(),
      value: query.rawSql ? `${query.rawSql.trim()}\n` : readable(JSON.stringify(query)),
    })),
  ];
}
