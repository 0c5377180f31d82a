/** Giving text to the person: as a file or through the clipboard. */
import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';

/** Saves text as a file through the browser. */
export function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  // The link stays out of the document: Grafana follows every click on a link that reaches the document by itself, and
  // would show the file in place of the page.
  link.click();
  // Not at once: some browsers begin to read only after the click's event is over.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * Puts text on the clipboard.
 * @throws Error where the browser has no clipboard for this page (it wants https or localhost) or refuses
 */
export async function copyText(text: string): Promise<void> {
  if (!navigator.clipboard) {
    throw new Error('This browser gives the clipboard only to pages served over https.');
  }
  await navigator.clipboard.writeText(text);
}

/** Grafana's own short messages in the corner. */
export function say(kind: 'success' | 'error', title: string, detail?: string): void {
  const { name } = kind === 'success' ? AppEvents.alertSuccess : AppEvents.alertError;
  getAppEvents().publish({ type: name, payload: detail === undefined ? [title] : [title, detail] });
}
