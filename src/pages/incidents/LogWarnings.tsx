import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { IncidentLog } from './log/useIncidentLog';

/** What keeps the log from being everybody's, whole and new. */
export function LogWarnings({ log }: { log: IncidentLog }) {
  const styles = useStyles2(getStyles);
  const { canShare, unshared, unkept, unreadable } = log;
  const said = (reason: string) => ({ reason, interpolation: { escapeValue: false } });
  const warnings = [
    unshared !== null &&
      t(
        'incidents.bar.unshared',
        'The last entry could not be shared and is in your own copy only. Grafana said: {{reason}}',
        said(unshared)
      ),
    unkept !== null &&
      t(
        'incidents.bar.unkept',
        'The last entry could not be kept: it lasts until you leave this page. Grafana said: {{reason}}',
        said(unkept)
      ),
    unreadable !== null &&
      t(
        'incidents.bar.unreadable',
        'The log could not be read just now, so it may lag. Grafana said: {{reason}}',
        said(unreadable)
      ),
  ];
  return (
    <>
      {!canShare && (
        <p className={styles.note}>
          {t(
            'incidents.bar.own-copy',
            'You may not write to the shared log; an Editor may. What you tick, keep and note here is your own copy.'
          )}
        </p>
      )}
      {warnings.map(
        (warning) =>
          warning !== false && (
            <p key={warning} className={styles.warning} role="status">
              {warning}
            </p>
          )
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({ flexBasis: '100%', margin: 0, color: theme.colors.text.secondary }),
  warning: css({ flexBasis: '100%', margin: 0, color: theme.colors.warning.text }),
});
