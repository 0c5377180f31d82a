import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { Incident } from '@devdiag/engine/incident/incident';
import { eventLine } from '@devdiag/engine/incident/words';
import { testIds } from '../../../components/testIds';

/** Everything that was written down, oldest first. */
export function Timeline({ incident }: { incident: Incident }) {
  const styles = useStyles2(getStyles);
  return (
    <ol className={styles.list} data-testid={testIds.incidents.timeline()}>
      {incident.log.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <time dateTime={new Date(entry.at).toISOString()} className={styles.when}>
            {dateTimeFormat(entry.at)}
          </time>
          <span className={styles.who}>
            {entry.shared
              ? entry.author
              : t('incidents.timeline.own', '{{author}} (own copy)', {
                  author: entry.author,
                  interpolation: { escapeValue: false },
                })}
          </span>
          <span className={styles.what}>{entry.event.kind === 'note' ? entry.event.text : eventLine(entry.event)}</span>
        </li>
      ))}
    </ol>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0 }),
  entry: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  when: css({ flex: '0 0 auto', color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  who: css({ flex: '0 0 auto', minWidth: 100, fontWeight: theme.typography.fontWeightMedium }),
  what: css({ flex: '1 1 300px', whiteSpace: 'pre-wrap' }),
});
