import React, { Suspense, lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import type { AppRootProps } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import type { StoredSettings } from '@devdiag/engine/settings/settings';
import { PLUGIN_BASE_URL, PLUGIN_ID, ROUTES } from './constants';

await initPluginTranslations(PLUGIN_ID);

const HealthPage = lazy(() => import('./pages/health/HealthPage'));
const RunbookPage = lazy(() => import('./pages/runbook/RunbookPage'));
const SetupPage = lazy(() => import('./pages/setup/SetupPage'));

/** The app's pages. Each one is loaded when it is opened. */
export default function App(_: AppRootProps<StoredSettings>) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <Routes>
        <Route path={ROUTES.health} element={<HealthPage />} />
        <Route path={`${ROUTES.runbook}/:id?`} element={<RunbookPage />} />
        <Route path={ROUTES.setup} element={<SetupPage />} />
        <Route path="*" element={<Navigate replace to={`${PLUGIN_BASE_URL}/${ROUTES.health}`} />} />
      </Routes>
    </Suspense>
  );
}
