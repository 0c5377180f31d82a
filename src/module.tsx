import React, { Suspense, lazy } from 'react';
import { AppPlugin, type AppRootProps, type PluginConfigPageProps, type AppPluginMeta } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import type { StoredSettings } from '@devdiag/engine/settings/settings';
import { EXTENSION_LINKS } from './extensions/links';

// Grafana loads this file with every page, so it holds nothing but the way to the rest.
const LazyApp = lazy(() => import('./App'));
const LazyConfigPage = lazy(() => import('./pages/setup/ConfigPage'));

const App = (props: AppRootProps<StoredSettings>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyApp {...props} />
  </Suspense>
);

const ConfigPage = (props: PluginConfigPageProps<AppPluginMeta<StoredSettings>>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyConfigPage {...props} />
  </Suspense>
);

export const plugin = new AppPlugin<StoredSettings>().setRootPage(App).addConfigPage({
  title: 'Configuration',
  icon: 'cog',
  body: ConfigPage,
  id: 'configuration',
});

EXTENSION_LINKS.forEach((link) => plugin.addLink(link));
