import type { BadgeColor, IconName } from '@grafana/ui';
import { t } from '@grafana/i18n';
import type { PlanAction, ResourceKind, RuleVerification, StepState } from '@devdiag/installer/types';

export interface Look {
  text: string;
  color: BadgeColor;
  icon: IconName;
}

/** How a plan's action is shown. Colour is never the only sign. */
export function actionLook(action: PlanAction): Look {
  switch (action) {
    case 'create':
      return { text: t('install.action.create', 'Create'), color: 'green', icon: 'plus' };
    case 'update':
      return { text: t('install.action.update', 'Update'), color: 'blue', icon: 'sync' };
    case 'unchanged':
      return { text: t('install.action.unchanged', 'Unchanged'), color: 'darkgrey', icon: 'check' };
    case 'drifted':
      return { text: t('install.action.drifted', 'Changed here'), color: 'orange', icon: 'pen' };
    case 'foreign':
      return { text: t('install.action.foreign', 'Not ours'), color: 'red', icon: 'user' };
    case 'blocked':
      return { text: t('install.action.blocked', 'Blocked'), color: 'red', icon: 'lock' };
    case 'remove':
      return { text: t('install.action.remove', 'Remove'), color: 'red', icon: 'trash-alt' };
  }
}

export function kindName(kind: ResourceKind): string {
  switch (kind) {
    case 'folder':
      return t('install.kind.folder', 'Folder');
    case 'dashboard':
      return t('install.kind.dashboard', 'Dashboard');
    case 'rule':
      return t('install.kind.rule', 'Alert rule');
    case 'group':
      return t('install.kind.group', 'Evaluation group');
  }
}

export function kindIcon(kind: ResourceKind): IconName {
  switch (kind) {
    case 'folder':
      return 'folder';
    case 'dashboard':
      return 'apps';
    case 'rule':
      return 'bell';
    case 'group':
      return 'clock-nine';
  }
}

export function stepLook(state: StepState): Look {
  switch (state) {
    case 'waiting':
      return { text: t('install.step.waiting', 'Waiting'), color: 'darkgrey', icon: 'clock-nine' };
    case 'running':
      return { text: t('install.step.running', 'Running'), color: 'blue', icon: 'sync' };
    case 'done':
      return { text: t('install.step.done', 'Done'), color: 'green', icon: 'check' };
    case 'failed':
      return { text: t('install.step.failed', 'Failed'), color: 'red', icon: 'exclamation-triangle' };
    case 'undone':
      return { text: t('install.step.undone', 'Undone'), color: 'orange', icon: 'history' };
    case 'skipped':
      return { text: t('install.step.skipped', 'Nothing to do'), color: 'darkgrey', icon: 'minus' };
  }
}

/** A step that was done, and that could not be undone when a later one failed. */
export function remainingLook(action: PlanAction): Look {
  const text =
    action === 'create'
      ? t('install.step.still-there', 'Still there')
      : action === 'remove'
        ? t('install.step.still-gone', 'Still gone')
        : t('install.step.still-changed', 'Still changed');
  return { text, color: 'red', icon: 'exclamation-triangle' };
}

export function ruleLook({ state, ok }: Pick<RuleVerification, 'state' | 'ok'>): Look {
  switch (state) {
    case 'normal':
      return { text: t('install.rule.normal', 'Normal'), color: 'green', icon: 'check' };
    case 'firing':
      return { text: t('install.rule.firing', 'Firing'), color: 'red', icon: 'exclamation-circle' };
    case 'no-data':
      return ok
        ? { text: t('install.rule.no-data', 'No data, which is fine here'), color: 'darkgrey', icon: 'minus' }
        : { text: t('install.rule.no-data-alerting', 'No data: alerting'), color: 'red', icon: 'exclamation-circle' };
    case 'error':
      return { text: t('install.rule.error', 'Error'), color: 'red', icon: 'exclamation-triangle' };
  }
}
