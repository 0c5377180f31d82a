// Written by "npm run generate" from the folders beside it. Do not edit.
import type { PanelDefinition } from '../types.ts';
import { panel as runs24h } from '../panels/runs-24h/panel.ts';
import { panel as distinctProblemsToday } from '../panels/distinct-problems-today/panel.ts';
import { panel as problemsOverTime } from '../panels/problems-over-time/panel.ts';
import { panel as topProblems } from '../panels/top-problems/panel.ts';
import { panel as fixesThatWork } from '../panels/fixes-that-work/panel.ts';
import { panel as timeToRemediation } from '../panels/time-to-remediation/panel.ts';
import { panel as environmentDiversity } from '../panels/environment-diversity/panel.ts';
import { panel as recentActivity } from '../panels/recent-activity/panel.ts';

/** Every panel's definition without its query, in the order of its list. */
export const PANEL_DEFINITIONS: PanelDefinition[] = [
  runs24h,
  distinctProblemsToday,
  problemsOverTime,
  topProblems,
  fixesThatWork,
  timeToRemediation,
  environmentDiversity,
  recentActivity,
];
