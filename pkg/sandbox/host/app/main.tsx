import { locationUtil, setWeekStart, standardTransformersRegistry } from '@grafana/data';
import { config } from '@grafana/runtime';
import { ModalRoot, ModalsProvider } from '@grafana/ui';
import React from 'react';
import { createRoot } from 'react-dom/client';
import { currentUser } from './boot.ts';
import { Chrome } from './chrome/Chrome.tsx';
import { Toasts } from './chrome/Toasts.tsx';
import { registerFieldConfig } from './fieldConfig.ts';
import { HostRouter } from './HostRouter.tsx';
import { startTranslations } from './i18n.ts';
import { PanelDataErrorView, PanelRenderer } from './page/panelStandIns.tsx';
import { PluginPage } from './page/PluginPage.tsx';
import { HostRoutes } from './routes/HostRoutes.tsx';
import { registerServices } from './services/register.ts';
import { applyTheme } from './theme/theme.ts';
import { ThemeRoot } from './theme/ThemeRoot.tsx';

window.MonacoEnvironment = { getWorkerUrl: () => '/__host/monaco-worker.js' };

async function start(): Promise<void> {
  locationUtil.initialize({
    config: config as never,
    getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
  setWeekStart(currentUser().weekStart || 'browser');
  registerFieldConfig();
  standardTransformersRegistry.setInit(() => []);
  registerServices({ PluginPage, PanelRenderer, PanelDataErrorView });
  applyTheme(config.theme2);
  await startTranslations();

  const container = document.getElementById('reactRoot');
  if (!container) {
    throw new Error('the page has no #reactRoot');
  }
  createRoot(container).render(
    <ThemeRoot>
      <HostRouter>
        <ModalsProvider>
          <Chrome>
            <HostRoutes />
          </Chrome>
          <ModalRoot />
        </ModalsProvider>
        <Toasts />
      </HostRouter>
    </ThemeRoot>
  );
}

void start();
