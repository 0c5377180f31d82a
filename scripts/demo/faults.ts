import { SCENARIOS } from '@devdiag/catalog/generated/scenarios';
import type { Scenario } from '@devdiag/catalog/types';

/** The scenario that shows each check at its worst, by check id. */
export const DEMO_FAULTS: Record<string, Scenario> = Object.fromEntries(
  Object.entries(SCENARIOS).flatMap(([id, scenarios]) => {
    const scenario = scenarios.find((candidate) => candidate.demo);
    return scenario ? [[id, scenario]] : [];
  })
);
