const UNITS = [
  { letter: 'y', ms: 31_536_000_000, onlyExact: true },
  { letter: 'w', ms: 604_800_000, onlyExact: true },
  { letter: 'd', ms: 86_400_000, onlyExact: false },
  { letter: 'h', ms: 3_600_000, onlyExact: false },
  { letter: 'm', ms: 60_000, onlyExact: false },
  { letter: 's', ms: 1000, onlyExact: false },
  { letter: 'ms', ms: 1, onlyExact: false },
] as const;
const PATTERN = new RegExp(`^${UNITS.map(({ letter }) => `(?:(\\d+)${letter})?`).join('')}$`);

/** Reads a duration as Prometheus writes it (`5m`, `1h30m`, `0`), in milliseconds; nothing when it is none. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') {
    return 0;
  }
  const match = text === '' ? null : PATTERN.exec(text);
  return match ? UNITS.reduce((sum, { ms }, index) => sum + Number(match[index + 1] ?? 0) * ms, 0) : undefined;
}

/** Writes milliseconds as Prometheus does: weeks and years only when nothing is left over. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) {
    return '0s';
  }
  let rest = milliseconds;
  let text = '';
  for (const { letter, ms, onlyExact } of UNITS) {
    if (rest >= ms && !(onlyExact && rest % ms !== 0)) {
      text += `${Math.floor(rest / ms)}${letter}`;
      rest %= ms;
    }
  }
  return text;
}

/** Writes seconds as Go does (`10m0s`, `7s`), which is how they stand in Grafana's error messages. */
export function goDuration(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return `${h > 0 ? `${h}h` : ''}${h > 0 || m > 0 ? `${m}m` : ''}${s}s`;
}
