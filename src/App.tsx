import React, { Suspense, lazy } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import type { AppRootProps } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import type { StoredSettings } from '@devdiag/engine/settings/settings';
import { CrashScreen } from './components/CrashScreen';
import { PLUGIN_BASE_URL, PLUGIN_ID, ROUTES } from './constants';

await initPluginTranslations(PLUGIN_ID);

const HealthPage = lazy(() => import('./pages/health/HealthPage'));
const RunbookPage = lazy(() => import('./pages/runbook/RunbookPage'));
const SetupPage = lazy(() => import('./pages/setup/SetupPage'));

/** The app's pages. Each one is loaded when it is opened; one that breaks leaves the way to the others open. */
export default function App(_: AppRootProps<StoredSettings>) {
  const { pathname } = useLocation();
  return (
    <CrashScreen where={pathname.split('/').at(3) ?? ''} dependencies={[pathname]}>
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        <Routes>
          <Route path={ROUTES.health} element={<HealthPage />} />
          <Route path={`${ROUTES.runbook}/:id?`} element={<RunbookPage />} />
          <Route path={ROUTES.setup} element={<SetupPage />} />
          <Route path="*" element={<Navigate replace to={`${PLUGIN_BASE_URL}/${ROUTES.health}`} />} />
        </Routes>
      </Suspense>
    </CrashScreen>
  );
}
