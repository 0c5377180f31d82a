// Written by "npm run generate" from the folders beside it. Do not edit.
import type { Scenario } from '../types.ts';
import { scenarios as alertRules } from '../checks/alert-rules/scenarios.ts';
import { scenarios as dataQuality } from '../checks/data-quality/scenarios.ts';
import { scenarios as databaseSize } from '../checks/database-size/scenarios.ts';
import { scenarios as fixConfidence } from '../checks/fix-confidence/scenarios.ts';
import { scenarios as indexes } from '../checks/indexes/scenarios.ts';
import { scenarios as newRowsToday } from '../checks/new-rows-today/scenarios.ts';
import { scenarios as problemDiversity } from '../checks/problem-diversity/scenarios.ts';
import { scenarios as queryLatency } from '../checks/query-latency/scenarios.ts';
import { scenarios as retention } from '../checks/retention/scenarios.ts';
import { scenarios as rolePrivileges } from '../checks/role-privileges/scenarios.ts';
import { scenarios as runVolume } from '../checks/run-volume/scenarios.ts';
import { scenarios as staleData } from '../checks/stale-data/scenarios.ts';
import { scenarios as tenantSilent } from '../checks/tenant-silent/scenarios.ts';
import { scenarios as topProblem } from '../checks/top-problem/scenarios.ts';
import { scenarios as ttr } from '../checks/ttr/scenarios.ts';
import { scenarios as unlearnedProblems } from '../checks/unlearned-problems/scenarios.ts';
import { scenarios as views } from '../checks/views/scenarios.ts';

/** Scenarios by check id. */
export const SCENARIOS: Record<string, Scenario[]> = {
  'alert-rules': alertRules,
  'data-quality': dataQuality,
  'database-size': databaseSize,
  'fix-confidence': fixConfidence,
  'indexes': indexes,
  'new-rows-today': newRowsToday,
  'problem-diversity': problemDiversity,
  'query-latency': queryLatency,
  'retention': retention,
  'role-privileges': rolePrivileges,
  'run-volume': runVolume,
  'stale-data': staleData,
  'tenant-silent': tenantSilent,
  'top-problem': topProblem,
  'ttr': ttr,
  'unlearned-problems': unlearnedProblems,
  'views': views,
};
