// Written by "npm run generate" from the folders beside it. Do not edit.
import type { AlertDefinition } from '../types.ts';
import { alert as runsStalled } from '../alerts/runs-stalled/alert.ts';
import { alert as topProblemDominates } from '../alerts/top-problem-dominates/alert.ts';
import { alert as highDiversity } from '../alerts/high-diversity/alert.ts';
import { alert as confidenceDrop } from '../alerts/confidence-drop/alert.ts';
import { alert as ttrRegression } from '../alerts/ttr-regression/alert.ts';

/** Every alert's definition without its query, in the order of its list. */
export const ALERT_DEFINITIONS: AlertDefinition[] = [
  runsStalled,
  topProblemDominates,
  highDiversity,
  confidenceDrop,
  ttrRegression,
];
