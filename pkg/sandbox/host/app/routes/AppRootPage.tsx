import { PluginContextProvider, type AppPlugin, type NavModel } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { hasPermission, hasRole, PLUGIN_ID } from '../boot.ts';
import { navPath, navPathById } from '../chrome/nav.ts';
import { importPlugin } from '../loader/importPlugin.ts';
import { Page } from '../page/Page.tsx';

/** `/a/<plugin id>/*`: the plugin's root page, with the access rules that Grafana applies to the exact path. */
export function AppRootPage() {
  const { pathname, search } = useLocation();
  const [plugin, setPlugin] = useState<AppPlugin>();
  const [error, setError] = useState<string>();
  const [nav, setNav] = useState<NavModel>();
  const query = useMemo(() => locationSearchToObject(search), [search]);
  const section = useMemo(() => {
    const found = navPath(pathname);
    return found.length > 0 ? found : navPathById(`plugin-page-${PLUGIN_ID}`);
  }, [pathname]);

  useEffect(() => {
    importPlugin().then(setPlugin, (reason: unknown) => setError(messageOf(reason)));
  }, []);

  if (error) {
    return (
      <Page section={section} pageNav={{ text: 'App not found' }}>
        <Alert severity="error" title="The plugin could not be loaded">
          {error}
        </Alert>
      </Page>
    );
  }
  if (!plugin) {
    return (
      <Page section={section} pageNav={{ text: '' }}>
        <LoadingPlaceholder text="Loading" />
      </Page>
    );
  }
  if (!plugin.meta.enabled) {
    return (
      <Page section={section}>
        <Alert severity="warning" title="Application Not Enabled" />
      </Page>
    );
  }
  if (!plugin.root) {
    return (
      <Page section={section}>
        <Alert severity="warning" title="No root app page component found" />
      </Page>
    );
  }
  if (!mayOpen(plugin, pathname)) {
    return (
      <Alert severity="warning" title="Access denied">
        You do not have permission to see this page.
      </Alert>
    );
  }
  const Root = plugin.root;
  const root = (
    <PluginContextProvider meta={plugin.meta}>
      <ErrorBoundaryAlert title="Plugin failed to load">
        <Root meta={plugin.meta} basename={pathname} onNavChanged={setNav} query={query} path={pathname} />
      </ErrorBoundaryAlert>
    </PluginContextProvider>
  );
  return nav ? (
    <Page section={section} pageNav={nav.node}>
      {root}
    </Page>
  ) : (
    root
  );
}

/** Only the exact path of an include is guarded; pages below it have to check for themselves. */
function mayOpen(plugin: AppPlugin, pathname: string): boolean {
  const include = plugin.meta.includes?.find(({ path }) => path === pathname);
  if (!include) {
    return true;
  }
  return include.action ? hasPermission(include.action) : hasRole(include.role);
}

function messageOf(reason: unknown): string {
  if (reason instanceof Error) {
    return reason.message;
  }
  return (reason as { data?: { message?: string } })?.data?.message ?? String(reason);
}
