import React, { useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Icon, useStyles2, type IconName } from '@grafana/ui';
import type { Settings } from '@devdiag/catalog/types';
import type { Finding } from '@devdiag/engine/settings/connection';
import { CodeCard } from '../../components/CodeCard';

interface Props {
  dataSourceUid: string;
  schema: string;
  /** In force, for the limits that findings are held against. */
  settings: Settings;
  /** Why it can't be tested yet; undefined when it can. */
  blocked?: string;
}

/** Tries the chosen data source and schema, saved or not, and says what it found. */
export function ConnectionTest({ dataSourceUid, schema, settings, blocked }: Props) {
  const styles = useStyles2(getStyles);
  const [result, setResult] = useState<{ of: string; findings?: Finding[] }>();
  const latest = useRef('');
  const subject = `${dataSourceUid} ${schema}`;
  // What was found about another choice says nothing about this one.
  const shown = result?.of === subject ? result : undefined;
  const running = shown !== undefined && shown.findings === undefined;

  useEffect(() => () => void (latest.current = 'gone'), []);

  const run = async () => {
    latest.current = subject;
    setResult({ of: subject });
    // With the checks and the DDL; only who tests loads it.
    const { testConnection } = await import('./testConnection');
    const findings = await testConnection(dataSourceUid, schema, settings);
    if (latest.current === subject) {
      setResult({ of: subject, findings });
    }
  };

  return (
    <div className={styles.whole}>
      <Button
        variant="secondary"
        icon={running ? 'spinner' : 'heart-rate'}
        onClick={run}
        disabled={blocked !== undefined || running}
        tooltip={blocked}
      >
        {running ? <Trans i18nKey="setup.test.running">Testing</Trans> : <Trans i18nKey="setup.test.run">Test</Trans>}
      </Button>
      <div role="status" aria-label={t('setup.test.result', 'Result of the test')} className={styles.result}>
        {shown?.findings && (
          <ul className={styles.findings}>
            {shown.findings.map(({ outcome, message, remedy, sql }) => (
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
        )}
      </div>
    </div>
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
  whole: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  result: css({ width: '100%' }),
  findings: css({ listStyle: 'none', margin: 0, padding: 0 }),
  finding: css({ display: 'flex', gap: theme.spacing(1), padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' }),
  words: css({ minWidth: 0, flex: 1 }),
  remedy: css({ color: theme.colors.text.secondary }),
  pass: css({ color: theme.colors.success.text, marginTop: theme.spacing(0.25), flexShrink: 0 }),
  warn: css({ color: theme.colors.warning.text, marginTop: theme.spacing(0.25), flexShrink: 0 }),
  fail: css({ color: theme.colors.error.text, marginTop: theme.spacing(0.25), flexShrink: 0 }),
});
