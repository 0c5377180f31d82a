import React from 'react';
import { Badge, Text, type BadgeColor } from '@grafana/ui';
import type { ChangeKind, CheckChange } from '@devdiag/engine/report/compare';
import type { IconName } from '@grafana/data';
import { testIds } from '../../../components/testIds';
import { changeLabel } from '../words';

/** What stayed as it was, or was never known, is no news and gets no badge. */
type News = Exclude<ChangeKind, 'unchanged' | 'no-history'>;

const LOOK: Record<News, { color: BadgeColor; icon: IconName }> = {
  new: { color: 'red', icon: 'plus-circle' },
  worse: { color: 'red', icon: 'arrow-down' },
  better: { color: 'blue', icon: 'arrow-up' },
  resolved: { color: 'green', icon: 'check' },
};

/** What became of a check since the day before. */
export function ChangeBadge({ change }: { change: CheckChange }) {
  return (
    <span data-testid={testIds.health.change(change.id)} data-change={change.kind} title={change.message}>
      {change.kind === 'unchanged' || change.kind === 'no-history' ? (
        <Text color="secondary" variant="bodySmall">
          {changeLabel(change.kind)}
        </Text>
      ) : (
        <Badge {...LOOK[change.kind]} text={changeLabel(change.kind)} />
      )}
    </span>
  );
}
