import type { PluginPageProps } from '@grafana/runtime';
import React, { useMemo } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { navPath, navPathById } from '../chrome/nav.ts';
import { PLUGIN_ID } from '../boot.ts';
import { Page } from './Page.tsx';

/** What plugins get as `PluginPage`: Grafana's page within the plugin's section of the menu. */
export function PluginPage({ children, ...props }: PluginPageProps) {
  const { pathname } = useLocation();
  const section = useMemo(() => {
    const found = navPath(pathname);
    return found.length > 0 ? found : navPathById(`plugin-page-${PLUGIN_ID}`);
  }, [pathname]);
  return (
    <Page section={section} {...props}>
      {children}
    </Page>
  );
}
