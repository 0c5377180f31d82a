import type { Preset } from './problems.ts';

/** Who sends runs, and their share of them. The last one is there to break careless quoting. */
export const SAMPLE_TENANTS: ReadonlyArray<{ tenant: string; host: string; share: number }> = [
  { tenant: 'acme', host: 'acme.example', share: 0.33 },
  { tenant: 'globex', host: 'globex.example', share: 0.25 },
  { tenant: 'initech', host: 'initech.example', share: 0.18 },
  { tenant: 'umbrella', host: 'umbrella.example', share: 0.13 },
  { tenant: `l'été "€" 100%`, host: 'ete.example', share: 0.11 },
];

/**
 * Presets of a tenant's series in turn. Two neighbours look at the same target and so are never alike; over a whole turn
 * 35 % are chat, 30 % embed, 20 % app, 10 % full and 5 % without a preset.
 */
export const SAMPLE_PRESETS: readonly Preset[] = [
  ...pair('chat', 'embed'),
  ...pair('app', 'chat'),
  ...pair('embed', 'full'),
  ...pair('chat', 'embed'),
  ...pair(null, 'chat'),
  ...pair('embed', 'app'),
  ...pair('chat', 'embed'),
  ...pair('app', 'full'),
  ...pair('chat', 'embed'),
  ...pair('chat', 'app'),
];

function pair(first: Preset, second: Preset): [Preset, Preset] {
  return [first, second];
}
