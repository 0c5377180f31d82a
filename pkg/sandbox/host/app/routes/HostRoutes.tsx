import React from 'react';
import { Route, Routes } from 'react-router-dom-v5-compat';
import { PLUGIN_ID } from '../boot.ts';
import { AppRootPage } from './AppRootPage.tsx';
import { ElsewherePage } from './ElsewherePage.tsx';
import { ExplorePage } from './ExplorePage.tsx';
import { HomePage } from './HomePage.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { PluginConfigPage } from './PluginConfigPage.tsx';
import { PluginsPage } from './PluginsPage.tsx';

/** Places that a link of the plugin may lead to and that only a real Grafana has. */
const ELSEWHERE: Array<[path: string, title: string]> = [
  ['/admin/*', 'Administration'],
  ['/alerting/*', 'Alerting'],
  ['/apps/*', 'More apps'],
  ['/connections/*', 'Connections'],
  ['/d/*', 'Dashboard'],
  ['/d-solo/*', 'Panel'],
  ['/dashboards/*', 'Dashboards'],
  ['/datasources/*', 'Data sources'],
  ['/profile/*', 'Profile'],
];

export function HostRoutes() {
  return (
    <Routes>
      <Route path="/" element={<HomePage />} />
      <Route path={`/a/${PLUGIN_ID}/*`} element={<AppRootPage />} />
      <Route path="/plugins" element={<PluginsPage />} />
      <Route path="/plugins/:pluginId" element={<PluginConfigPage />} />
      <Route path="/explore" element={<ExplorePage />} />
      {ELSEWHERE.map(([path, title]) => (
        <Route key={path} path={path} element={<ElsewherePage title={title} />} />
      ))}
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
