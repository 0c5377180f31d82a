import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportFile } from '@devdiag/installer/types';
import { CannotRun } from '../failure.ts';

/** One file as it is; several one after the other, each below a line with its path. */
export function inOneText(files: ExportFile[]): string {
  return files.length === 1 ? files[0].text : files.map(({ path, text }) => `==> ${path} <==\n${text}`).join('\n');
}

/**
 * Writes files below a folder, which is made where it is missing; files of the same name are replaced.
 * @throws CannotRun when the file system refuses
 */
export function writeFiles(files: ExportFile[], folder: string): void {
  for (const { path, text } of files) {
    const file = join(folder, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new CannotRun(`${file} cannot be written: ${REASONS[code ?? ''] ?? message}.`);
    }
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'permission is missing',
  EROFS: 'the file system is read-only',
  EEXIST: 'a file stands where a folder is needed',
  ENOTDIR: 'a file stands where a folder is needed',
  EISDIR: 'a folder of that name is there',
  ENOSPC: 'the disk is full',
};
