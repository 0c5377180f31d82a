import type { ResourceKind } from '../types.ts';
import { dashboardKind } from './dashboard.ts';
import { folderKind } from './folder.ts';
import { groupKind } from './group.ts';
import type { Kind } from './kind.ts';
import { ruleKind } from './rule.ts';

export const KINDS: Record<ResourceKind, Kind> = {
  folder: folderKind,
  dashboard: dashboardKind,
  rule: ruleKind,
  group: groupKind,
};
