/**
 * Which of two versions x.y.z is the later one: below 0 for the first, above 0 for the second, 0 where they are the same or
 * one of them is no version. What comes before a release (1.0.0-rc.1) is earlier than it.
 */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  if (a === null || b === null) {
    return 0;
  }
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : a[at] - b[at];
}

/**
 * The version that an installation is told to have, from those that its resources were written by: the oldest, for an update
 * that ended in the middle is still to be done; the newest where that is later than this one, which then changes nothing.
 * @param current this version
 * @returns null for none
 */
export function installedVersion(written: string[], current: string): string | null {
  const sorted = [...written].sort(compareVersions);
  const [oldest, newest] = [sorted[0], sorted.at(-1)];
  return newest !== undefined && compareVersions(newest, current) > 0 ? newest : (oldest ?? null);
}

function numbersOf(version: string): number[] | null {
  const found = /^(\d+)\.(\d+)\.(\d+)(-.+)?(?:\+.*)?$/.exec(version);
  return found && [...found.slice(1, 4).map(Number), found[4] === undefined ? 1 : 0];
}
