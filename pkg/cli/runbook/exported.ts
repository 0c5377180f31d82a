import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaperFile } from '@devdiag/engine/runbook/markdown';
import { CannotRun } from '../failure.ts';
import { writeFiles } from '../install/files.ts';
import { ownerOf, withMark } from './mark.ts';

/**
 * Writes the runbook's files into a folder, which is made where it is missing. Nothing is written as long as one of them
 * would take the place of a file that isn't ours or was changed since.
 * @throws CannotRun with every file that is in the way; or when the file system refuses
 */
export function writeRunbook(files: readonly PaperFile[], folder: string): void {
  const inTheWay = files.flatMap(({ path }) => {
    const why = obstacle(join(folder, path));
    return why === undefined ? [] : [`- ${join(folder, path)}: ${why}`];
  });
  if (inTheWay.length > 0) {
    throw new CannotRun(
      `Nothing was written. These are in the way; move them, or name another folder:\n${inTheWay.join('\n')}`
    );
  }
  writeFiles(
    files.map(({ path, text }) => ({ path, text: withMark(text) })),
    folder
  );
}

function obstacle(path: string): string | undefined {
  let content: string;
  try {
    // A link is never followed: what it leads to lies somewhere else.
    if (!lstatSync(path).isFile()) {
      return 'it is no file';
    }
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // What can't be made either is said by whoever tries to write.
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : message;
  }
  const whose = ownerOf(content);
  return whose === 'own'
    ? undefined
    : whose === 'changed'
      ? 'somebody changed it since it was written'
      : 'this command did not write it';
}
