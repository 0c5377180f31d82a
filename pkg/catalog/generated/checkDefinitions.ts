// Written by "npm run generate" from the folders beside it. Do not edit.
import type { CheckDefinition } from '../types.ts';
import { check as alertRules } from '../checks/alert-rules/check.ts';
import { check as dataQuality } from '../checks/data-quality/check.ts';
import { check as databaseSize } from '../checks/database-size/check.ts';
import { check as fixConfidence } from '../checks/fix-confidence/check.ts';
import { check as indexes } from '../checks/indexes/check.ts';
import { check as newRowsToday } from '../checks/new-rows-today/check.ts';
import { check as problemDiversity } from '../checks/problem-diversity/check.ts';
import { check as queryLatency } from '../checks/query-latency/check.ts';
import { check as retention } from '../checks/retention/check.ts';
import { check as rolePrivileges } from '../checks/role-privileges/check.ts';
import { check as runVolume } from '../checks/run-volume/check.ts';
import { check as staleData } from '../checks/stale-data/check.ts';
import { check as tenantSilent } from '../checks/tenant-silent/check.ts';
import { check as topProblem } from '../checks/top-problem/check.ts';
import { check as ttr } from '../checks/ttr/check.ts';
import { check as unlearnedProblems } from '../checks/unlearned-problems/check.ts';
import { check as views } from '../checks/views/check.ts';

/** Every check's definition without its query, in the order of its list. */
export const CHECK_DEFINITIONS: CheckDefinition[] = [
  alertRules,
  dataQuality,
  databaseSize,
  fixConfidence,
  indexes,
  newRowsToday,
  problemDiversity,
  queryLatency,
  retention,
  rolePrivileges,
  runVolume,
  staleData,
  tenantSilent,
  topProblem,
  ttr,
  unlearnedProblems,
  views,
];
