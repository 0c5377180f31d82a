import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TextLink, useStyles2 } from '@grafana/ui';
import { SeverityBadge } from '../../components/SeverityBadge';
import { playbookUrl } from '../../grafana/links';
import type { Playbook } from './playbooks';

/** Playbooks as a list: title, what the check measures, how bad it is. */
export function PlaybookCards({ playbooks }: { playbooks: Playbook[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {playbooks.map(({ definition: { id, title, description, severity, alert } }) => (
        <li key={id} className={styles.item}>
          <div className={styles.head}>
            <h2 className={styles.title}>
              <TextLink href={playbookUrl(id)} inline={false} color="primary" variant="h5">
                {title}
              </TextLink>
            </h2>
            <SeverityBadge severity={severity} />
          </div>
          <p className={styles.description}>{description}</p>
          {alert && (
            <p className={styles.alert}>
              {t('runbook.alert-of', 'Alert: {{alert}}', { alert, interpolation: { escapeValue: false } })}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 340px), 1fr))',
    gap: theme.spacing(1),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  }),
  item: css({
    padding: theme.spacing(2),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  head: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'flex-start', gap: theme.spacing(1) }),
  title: css({ margin: 0, fontSize: 'inherit' }),
  description: css({ margin: theme.spacing(0.5, 0, 0), color: theme.colors.text.secondary }),
  alert: css({ ...theme.typography.bodySmall, margin: theme.spacing(1, 0, 0), color: theme.colors.text.secondary }),
});
