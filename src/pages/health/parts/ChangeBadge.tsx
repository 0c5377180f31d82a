import React from 'react';
import { Badge, type BadgeColor } from '@grafana/ui';
import type { ChangeKind, CheckChange } from '@devdiag/engine/report/compare';
import type { IconName } from '@grafana/data';
import { testIds } from '../../../components/testIds';
import { changeLabel } from '../words';

const LOOK: Record<ChangeKind, { color: BadgeColor; icon: IconName }> = {
  new: { color: 'red', icon: 'plus-circle' },
  worse: { color: 'red', icon: 'arrow-down' },
  better: { color: 'blue', icon: 'arrow-up' },
  resolved: { color: 'green', icon: 'check' },
  unchanged: { color: 'darkgrey', icon: 'minus' },
  'no-history': { color: 'darkgrey', icon: 'question-circle' },
};

/** What became of a check since the day before. */
export function ChangeBadge({ change }: { change: CheckChange }) {
  const { color, icon } = LOOK[change.kind];
  return (
    <span data-testid={testIds.health.change(change.id)} data-change={change.kind} title={change.message}>
      <Badge color={color} icon={icon} text={changeLabel(change.kind)} />
    </span>
  );
}
