import { existsSync, readFileSync } from 'node:fs';
import { lstat, readlink, symlink, unlink } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';

interface LinkEntry {
  /** The file the link points to, relative to the package. */
  source: string;
  /** The link to make, relative to the package. */
  target: string;
}

/**
 * Makes the symbolic links between PostgreSQL's libraries (libpq.so.5 → libpq.so.5.18 and so on).
 *
 * An npm package can't hold symbolic links, so the embedded PostgreSQL packages carry a list of them and make them in
 * an install script. npm can be told not to run those, and newer versions don't by default; without the links no
 * server starts. Links that are right are left alone, so this may run at every start and in several processes at once.
 *
 * @param packageDir folder of the platform's package, with native/pg-symlinks.json in it (Windows has none: nothing to do)
 * @returns how many links were made
 * @throws the file system's error when the folder can't be written (EROFS, EACCES); the caller then works on a copy
 */
export async function hydrateLinks(packageDir: string): Promise<number> {
  let made = 0;
  for (const { source, target } of readLinks(packageDir)) {
    const link = inside(packageDir, target);
    const pointsTo = relative(dirname(link), inside(packageDir, source));
    if (!(await isLinkTo(link, pointsTo))) {
      await unlink(link).catch(ignoreMissing);
      await symlink(pointsTo, link).catch(ignoreExisting);
      made++;
    }
  }
  return made;
}

function readLinks(packageDir: string): LinkEntry[] {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as LinkEntry[]) : [];
}

function inside(packageDir: string, path: string): string {
  const full = resolve(packageDir, path);
  if (!full.startsWith(resolve(packageDir) + sep)) {
    throw new Error(`The list of links in ${packageDir} names a path outside the package: ${path}`);
  }
  return full;
}

async function isLinkTo(link: string, pointsTo: string): Promise<boolean> {
  try {
    // A copy of the package may hold plain files where links belong (npm pack, some caches): they serve as well.
    return (await lstat(link)).isSymbolicLink() ? (await readlink(link)) === pointsTo : true;
  } catch {
    return false;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') {
    throw error;
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  // Another process that starts at the same moment made it.
  if (error.code !== 'EEXIST') {
    throw error;
  }
}
