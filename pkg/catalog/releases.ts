import type { Release } from './types.ts';

/** What the installer puts into Grafana, version by version, newest first. */
export const RELEASES: Release[] = [
  {
    version: '0.1.0',
    date: '2026-11-24',
    changes: ['Folder, dashboard with eight panels, and five alert rules in two evaluation groups.'],
  },
];
