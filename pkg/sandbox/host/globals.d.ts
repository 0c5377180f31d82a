/** What of an rxjs Observable matters here; a module declaration can't import the type. */
interface Subscribable {
  subscribe(next: (value: unknown[]) => void): { unsubscribe(): void };
}

/** Files of Grafana's packages that are not exported; build.ts makes these names resolvable. */
declare module 'grafana-internal:runtime/components/PluginPage' {
  export function setPluginPage(component: unknown): void;
}
declare module 'grafana-internal:runtime/components/PanelRenderer' {
  export function setPanelRenderer(component: unknown): void;
}
declare module 'grafana-internal:runtime/components/PanelDataErrorView' {
  export function setPanelDataErrorView(component: unknown): void;
}
declare module 'grafana-internal:runtime/services/pluginExtensions/getObservablePluginLinks' {
  export function setGetObservablePluginLinks(get: (options: unknown) => Subscribable): void;
}
declare module 'grafana-internal:runtime/services/pluginExtensions/getObservablePluginComponents' {
  export function setGetObservablePluginComponents(get: (options: unknown) => Subscribable): void;
}
declare module 'grafana-internal:i18n/i18n' {
  export function initializeI18n(
    options: { language?: string; ns: string[]; module?: unknown },
    regionalFormat: string
  ): Promise<{ language?: string }>;
  export function getI18nInstance(): object;
  export function getResolvedLanguage(): string;
  export function addResourceBundle(language: string, namespace: string, resources: object): void;
}

/** Shared with plugins as they are; nothing here looks inside. */
declare module 'd3';
declare module 'prismjs';
declare module 'slate';
declare module 'slate-plain-serializer';
declare module 'slate-react';

interface Window {
  __grafana_public_path__?: string;
  define?: unknown;
  MonacoEnvironment?: { getWorkerUrl: () => string };
}
