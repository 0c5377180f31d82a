import type { NavModelItem } from '@grafana/data';
import { config } from '@grafana/runtime';

/** Everything in the menu, as the server built it for the signed-in person's role. */
export function navTree(): NavModelItem[] {
  return config.bootData.navTree;
}

/** The menu items from the top one down to the one that `pathname` belongs to; empty when none does. */
export function navPath(pathname: string): NavModelItem[] {
  return findPath(navTree(), pathname) ?? [];
}

/** Menu items from the top one down to the one with this id; empty when the menu lacks it (the role may not see it). */
export function navPathById(id: string): NavModelItem[] {
  const find = (items: NavModelItem[]): NavModelItem[] | undefined => {
    for (const item of items) {
      const below = item.id === id ? [] : find(item.children ?? []);
      if (below) {
        return [item, ...below];
      }
    }
    return undefined;
  };
  return find(navTree()) ?? [];
}

function findPath(items: NavModelItem[], pathname: string): NavModelItem[] | undefined {
  let best: NavModelItem[] | undefined;
  for (const item of items) {
    const below = findPath(item.children ?? [], pathname);
    const found = below ? [item, ...below] : belongsTo(item.url, pathname) ? [item] : undefined;
    if (found && lastUrl(found).length > lastUrl(best).length) {
      best = found;
    }
  }
  return best;
}

function belongsTo(url: string | undefined, pathname: string): boolean {
  return !!url && (pathname === url || (url !== '/' && pathname.startsWith(`${url}/`)));
}

function lastUrl(path: NavModelItem[] | undefined): string {
  return path?.at(-1)?.url ?? '';
}
