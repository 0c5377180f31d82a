import React from 'react';
import { Badge, Text, type BadgeColor } from '@grafana/ui';
import type { ChangeKind, CheckChange } from '@devdiag/engine/report/compare';
import type { IconName } from '@grafana/data';
import { testIds } from '../../../components/testIds';
import { changeLabel } from '../words';

const LOOK: Record<Exclude<ChangeKind, 'unchanged'>, { color: BadgeColor; icon: IconName }> = {
  new: { color: 'red', icon: 'plus-circle' },
  worse: { color: 'red', icon: 'arrow-down' },
  better: { color: 'blue', icon: 'arrow-up' },
  resolved: { color: 'green', icon: 'check' },
  'no-history': { color: 'darkgrey', icon: 'question-circle' },
};

/** What became of a check since the day before. */
export function ChangeBadge({ change }: { change: CheckChange }) {
  return (
    <span data-testid={testIds.health.change(change.id)} data-change={change.kind} title={change.message}>
      {/* What stayed as it was is no news. */}
      {change.kind === 'unchanged' ? (
        <Text color="secondary" variant="bodySmall">
          {changeLabel(change.kind)}
        </Text>
      ) : (
        <Badge {...LOOK[change.kind]} text={changeLabel(change.kind)} />
      )}
    </span>
  );
}
