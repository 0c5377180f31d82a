import { BehaviorSubject } from 'rxjs';

interface LinkConfig {
  title: string;
  description?: string;
  targets: string | string[];
  path?: string;
  configure?: (context: object | undefined) => object | undefined;
  onClick?: unknown;
}

export interface RegisteredLink extends LinkConfig {
  pluginId: string;
  index: number;
}

/** Links that plugins added to extension points while they were loaded. */
export const registeredLinks = new BehaviorSubject<RegisteredLink[]>([]);

/** Makes a plugin's links known; a plugin that is loaded twice replaces its own. */
export function registerLinks(pluginId: string, configs: LinkConfig[]): void {
  const others = registeredLinks.value.filter((link) => link.pluginId !== pluginId);
  registeredLinks.next([...others, ...configs.map((config, index) => ({ ...config, pluginId, index }))]);
}

/** The links for an extension point, as `usePluginLinks` hands them to whoever renders the point. */
export function linksFor(links: RegisteredLink[], extensionPointId: string, context?: object): object[] {
  return links
    .filter((link) => [link.targets].flat().includes(extensionPointId))
    .flatMap((link) => {
      const overrides = link.configure ? link.configure(context) : {};
      if (overrides === undefined) {
        return [];
      }
      const { pluginId, index, title, description, path } = link;
      return [{ id: `${pluginId}-${index}`, type: 'link', pluginId, title, description, path, ...overrides }];
    });
}
