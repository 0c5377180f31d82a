import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { CheckChange } from '@devdiag/engine/report/compare';
import { testIds } from '../../../components/testIds';
import type { CheckGroup } from '@devdiag/engine/report/groups';
import { groupTitle } from '../words';
import type { DetailsContext } from './detailsContext';
import { CheckRow } from './CheckRow';

interface Props {
  group: CheckGroup;
  changes: ReadonlyMap<string, CheckChange>;
  open: string[];
  onToggle: (checkId: string) => void;
  context: DetailsContext;
}

/** The checks of one group under their heading. */
export function GroupSection({ group, changes, open, onToggle, context }: Props) {
  const styles = useStyles2(getStyles);
  const headingId = `devdiag-group-${group.id}`;
  return (
    <section aria-labelledby={headingId} data-testid={testIds.health.group(group.id)}>
      <h2 id={headingId} className={styles.heading}>
        {groupTitle(group.id)} <span className={styles.count}>{group.checks.length}</span>
      </h2>
      <ul className={styles.list}>
        {group.checks.map((check) => (
          <CheckRow
            key={check.id}
            check={check}
            change={changes.get(check.id)}
            isOpen={open.includes(check.id)}
            onToggle={() => onToggle(check.id)}
            context={context}
          />
        ))}
      </ul>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({
    margin: theme.spacing(0, 0, 1),
    fontSize: theme.typography.h5.fontSize,
    lineHeight: theme.typography.h5.lineHeight,
  }),
  count: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), margin: 0, padding: 0 }),
});
