import React, { Suspense, lazy } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import type { AppRootProps } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import type { StoredSettings } from '@devdiag/engine/settings/settings';
import { CrashScreen } from './components/CrashScreen';
import { PLUGIN_BASE_URL, PLUGIN_ID, ROUTES } from './constants';

await initPluginTranslations(PLUGIN_ID);

const AlertsPage = lazy(() => import('./pages/alerts/AlertsPage'));
const HealthPage = lazy(() => import('./pages/health/HealthPage'));
const RunbookPage = lazy(() => {
  // Beside the code, not after it. Whether it came is the page's to say.
  import('./pages/runbook/library/texts').catch(() => undefined);
  return import('./pages/runbook/RunbookPage');
});
const IncidentsPage = lazy(() => import('./pages/incidents/IncidentsPage'));
const SetupPage = lazy(() => import('./pages/setup/SetupPage'));

/** The app's pages. Each one is loaded when it is opened; one that breaks leaves the way to the others open. */
export default function App(_: AppRootProps<StoredSettings>) {
  const { pathname } = useLocation();
  return (
    <CrashScreen where={pathname.split('/').at(3) ?? ''} dependencies={[pathname]}>
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        <Routes>
          <Route path={ROUTES.health} element={<HealthPage />} />
          <Route path={ROUTES.alerts} element={<AlertsPage />} />
          <Route path={`${ROUTES.runbook}/:id?`} element={<RunbookPage />} />
          <Route path={`${ROUTES.incidents}/:id?`} element={<IncidentsPage />} />
          <Route path={ROUTES.setup} element={<SetupPage />} />
          <Route path="*" element={<Navigate replace to={`${PLUGIN_BASE_URL}/${ROUTES.health}`} />} />
        </Routes>
      </Suspense>
    </CrashScreen>
  );
}
