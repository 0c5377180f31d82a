import type { Json } from '@devdiag/catalog/types';

/** JSON as people read it, with a line end after it. */
export function jsonText(content: Json | object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
