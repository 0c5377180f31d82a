// Written by "npm run generate" from the folders beside it. Do not edit.
import type { AlertScenario } from '../types.ts';
import { scenarios as confidenceDrop } from '../alerts/confidence-drop/scenarios.ts';
import { scenarios as highDiversity } from '../alerts/high-diversity/scenarios.ts';
import { scenarios as runsStalled } from '../alerts/runs-stalled/scenarios.ts';
import { scenarios as topProblemDominates } from '../alerts/top-problem-dominates/scenarios.ts';
import { scenarios as ttrRegression } from '../alerts/ttr-regression/scenarios.ts';

/** Scenarios by alert id. */
export const ALERT_SCENARIOS: Record<string, AlertScenario[]> = {
  'confidence-drop': confidenceDrop,
  'high-diversity': highDiversity,
  'runs-stalled': runsStalled,
  'top-problem-dominates': topProblemDominates,
  'ttr-regression': ttrRegression,
};
