import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2, type IconName } from '@grafana/ui';
import type { Finding } from '@devdiag/engine/settings/connection';
import { CodeCard } from '../../components/CodeCard';

/** What a connection test found, each with what mends it. */
export function Findings({ findings }: { findings: Finding[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.findings}>
      {findings.map(({ outcome, message, remedy, sql }) => (
        <li key={message} className={styles.finding}>
          <Icon name={ICONS[outcome]} className={styles[outcome]} title={outcomeInWords(outcome)} />
          <div className={styles.words}>
            {message}
            {remedy && <div className={styles.remedy}>{remedy}</div>}
            {sql && <CodeCard kind="SQL" code={sql} label={t('setup.test.mend', 'SQL that mends it')} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

const ICONS: Record<Finding['outcome'], IconName> = {
  pass: 'check-circle',
  warn: 'exclamation-triangle',
  fail: 'exclamation-circle',
};

function outcomeInWords(outcome: Finding['outcome']): string {
  switch (outcome) {
    case 'pass':
      return t('setup.test.ok', 'In order');
    case 'warn':
      return t('setup.test.warn', 'Should be better');
    case 'fail':
      return t('setup.test.bad', 'Not in order');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  findings: css({ listStyle: 'none', margin: 0, padding: 0 }),
  finding: css({ display: 'flex', gap: theme.spacing(1), padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' }),
  words: css({ minWidth: 0, flex: 1 }),
  remedy: css({ color: theme.colors.text.secondary }),
  pass: css({ color: theme.colors.success.text, marginTop: theme.spacing(0.25), flexShrink: 0 }),
  warn: css({ color: theme.colors.warning.text, marginTop: theme.spacing(0.25), flexShrink: 0 }),
  fail: css({ color: theme.colors.error.text, marginTop: theme.spacing(0.25), flexShrink: 0 }),
});
