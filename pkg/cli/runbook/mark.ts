import { createHash } from 'node:crypto';

/** Ends every file of the export: whose it is, and the hash of what stands above it. */
const MARK = /\n<!-- Written by devdiag-ops runbook --export[^\n]* ([0-9a-f]{16}) -->\n/;

/** A text with the mark that tells it from files of people. */
export function withMark(text: string): string {
  return `${text}\n<!-- Written by devdiag-ops runbook --export, which overwrites it only as long as nobody changes it: ${hashOf(text)} -->\n`;
}

/** Whether a file is the export's own, and still as it was written. */
export function ownerOf(content: string): 'own' | 'changed' | 'foreign' {
  const found = MARK.exec(content);
  if (!found) {
    return 'foreign';
  }
  const isWhole =
    found.index + found[0].length === content.length && hashOf(content.slice(0, found.index)) === found[1];
  return isWhole ? 'own' : 'changed';
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
