import { setPluginPage } from 'grafana-internal:runtime/components/PluginPage';
import { setPanelDataErrorView } from 'grafana-internal:runtime/components/PanelDataErrorView';
import { setPanelRenderer } from 'grafana-internal:runtime/components/PanelRenderer';
import { setGetObservablePluginComponents } from 'grafana-internal:runtime/services/pluginExtensions/getObservablePluginComponents';
import { setGetObservablePluginLinks } from 'grafana-internal:runtime/services/pluginExtensions/getObservablePluginLinks';
import * as runtime from '@grafana/runtime';
import type { PluginPageProps } from '@grafana/runtime';
import { useMemo, useSyncExternalStore, type ComponentType } from 'react';
import { map, of } from 'rxjs';
import { currentUser } from '../boot.ts';
import { appEvents } from './appEvents.ts';
import { backendSrv } from './backendSrv.ts';
import { dataSourceSrv } from './dataSourceSrv.ts';
import { linksFor, registeredLinks } from './extensions.ts';
import { templateSrv } from './templateSrv.ts';

interface Components {
  PluginPage: ComponentType<PluginPageProps>;
  PanelRenderer: ComponentType<{ pluginId?: string; title?: string }>;
  PanelDataErrorView: ComponentType<{ message?: string }>;
}

interface PointOptions {
  extensionPointId: string;
  context?: object;
}

/**
 * Fills in what Grafana fills in at start-up. Must run before any plugin loads: plugins take these services at import.
 * Several setters throw when called a second time.
 */
export function registerServices({ PluginPage, PanelRenderer, PanelDataErrorView }: Components): void {
  runtime.setAppEvents(appEvents);
  runtime.setBackendSrv(backendSrv);
  runtime.setLocationSrv(runtime.locationService);
  runtime.setEchoSrv(new runtime.FakeEchoSrv());
  runtime.setTemplateSrv(templateSrv);
  runtime.setDataSourceSrv(dataSourceSrv);
  runtime.setCurrentUser(currentUser() as never);

  runtime.setReturnToPreviousHook(() => () => undefined);
  runtime.setPluginLinksHook(usePluginLinks as never);
  runtime.setPluginComponentHook((() => ({ component: null, isLoading: false })) as never);
  runtime.setPluginComponentsHook((() => ({ components: [], isLoading: false })) as never);
  runtime.setPluginFunctionsHook((() => ({ functions: [], isLoading: false })) as never);
  runtime.setHelpNavItemHook((() => undefined) as never);
  runtime.setMegaMenuOpenHook(() => [true, () => undefined] as never);
  runtime.setChromeHeaderHeightHook(() => 40);

  setPluginPage(PluginPage);
  if (runtime.PluginPage !== (PluginPage as unknown)) {
    throw new Error('@grafana/runtime is bundled twice: what is set in one copy is missing in the other');
  }
  setPanelRenderer(PanelRenderer);
  setPanelDataErrorView(PanelDataErrorView);
  setGetObservablePluginLinks((options) => {
    const { extensionPointId, context } = options as PointOptions;
    return registeredLinks.pipe(map((links) => linksFor(links, extensionPointId, context)));
  });
  setGetObservablePluginComponents(() => of([]));
}

function usePluginLinks({ extensionPointId, context }: PointOptions) {
  const registered = useSyncExternalStore(subscribeToLinks, () => registeredLinks.value);
  const links = useMemo(() => linksFor(registered, extensionPointId, context), [registered, extensionPointId, context]);
  return { links, isLoading: false };
}

function subscribeToLinks(changed: () => void): () => void {
  const subscription = registeredLinks.subscribe(changed);
  return () => subscription.unsubscribe();
}
