// Written by "npm run generate" from the folders beside it. Do not edit.
import type { PageDefinition } from '../types.ts';
import { page as alertsByHand } from '../pages/alerts-by-hand/page.ts';
import { page as alertsDoNotFire } from '../pages/alerts-do-not-fire/page.ts';
import { page as alertsReference } from '../pages/alerts-reference/page.ts';
import { page as automation } from '../pages/automation/page.ts';
import { page as backup } from '../pages/backup/page.ts';
import { page as capacityReview } from '../pages/capacity-review/page.ts';
import { page as checksReference } from '../pages/checks-reference/page.ts';
import { page as commands } from '../pages/commands/page.ts';
import { page as contactPoints } from '../pages/contact-points/page.ts';
import { page as dashboardNoData } from '../pages/dashboard-no-data/page.ts';
import { page as databaseCorruption } from '../pages/database-corruption/page.ts';
import { page as databaseCpu } from '../pages/database-cpu/page.ts';
import { page as escalation } from '../pages/escalation/page.ts';
import { page as grafanaLost } from '../pages/grafana-lost/page.ts';
import { page as mondayReview } from '../pages/monday-review/page.ts';
import { page as morningCheck } from '../pages/morning-check/page.ts';
import { page as noNewRuns } from '../pages/no-new-runs/page.ts';
import { page as notificationPolicies } from '../pages/notification-policies/page.ts';
import { page as performanceReview } from '../pages/performance-review/page.ts';
import { page as readingTheVerdict } from '../pages/reading-the-verdict/page.ts';
import { page as recoveryDrill } from '../pages/recovery-drill/page.ts';
import { page as recoveryTargets } from '../pages/recovery-targets/page.ts';
import { page as restoreTest } from '../pages/restore-test/page.ts';
import { page as retentionCleanup } from '../pages/retention-cleanup/page.ts';
import { page as roleByHand } from '../pages/role-by-hand/page.ts';
import { page as serverFailure } from '../pages/server-failure/page.ts';
import { page as tokenRotation } from '../pages/token-rotation/page.ts';

/** Every page of the runbook but the playbooks, by section and place in it. */
export const PAGES: PageDefinition[] = [
  morningCheck,
  readingTheVerdict,
  automation,
  mondayReview,
  backup,
  retentionCleanup,
  tokenRotation,
  performanceReview,
  restoreTest,
  capacityReview,
  recoveryDrill,
  dashboardNoData,
  alertsDoNotFire,
  databaseCpu,
  noNewRuns,
  recoveryTargets,
  databaseCorruption,
  grafanaLost,
  serverFailure,
  roleByHand,
  alertsByHand,
  contactPoints,
  notificationPolicies,
  checksReference,
  alertsReference,
  escalation,
  commands,
];
