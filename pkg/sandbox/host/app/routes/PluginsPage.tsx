import { Card } from '@grafana/ui';
import React, { useMemo } from 'react';
import { Navigate } from 'react-router-dom-v5-compat';
import { hasPermission, PLUGIN_ID } from '../boot.ts';
import { navPathById } from '../chrome/nav.ts';
import { Page } from '../page/Page.tsx';

/** `/plugins`: only the one plugin that the stand-in carries. */
export function PluginsPage() {
  const section = useMemo(() => navPathById('plugins'), []);
  if (!hasPermission('plugins:write')) {
    return <Navigate to="/" replace />;
  }
  return (
    <Page section={section} subTitle="Grafana lists its plugin catalog here; the stand-in carries one plugin.">
      <Card noMargin href={`/plugins/${PLUGIN_ID}`}>
        <Card.Heading>DevDiag Ops</Card.Heading>
        <Card.Figure>
          <img src={`/public/plugins/${PLUGIN_ID}/img/logo.svg`} alt="" width={40} height={40} />
        </Card.Figure>
        <Card.Meta>{PLUGIN_ID}</Card.Meta>
      </Card>
    </Page>
  );
}
