import React, { useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { Finding } from '@devdiag/engine/settings/connection';
import { CodeCard } from '../../components/CodeCard';
import { testConnection } from './testConnection';

interface Props {
  dataSourceUid: string;
  schema: string;
  /** Why it can't be tested yet; undefined when it can. */
  blocked?: string;
}

/** Tries the chosen data source and schema, saved or not, and says what it found. */
export function ConnectionTest({ dataSourceUid, schema, blocked }: Props) {
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
    const findings = await testConnection(dataSourceUid, schema);
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
            {shown.findings.map(({ ok, message, remedy, sql }) => (
              <li key={message} className={styles.finding}>
                <Icon
                  name={ok ? 'check-circle' : 'exclamation-circle'}
                  className={ok ? styles.ok : styles.bad}
                  title={ok ? t('setup.test.ok', 'In order') : t('setup.test.bad', 'Not in order')}
                />
                <div className={styles.words}>
                  {message}
                  {remedy && <div className={styles.remedy}>{remedy}</div>}
                  {sql && (
                    <CodeCard kind="SQL" code={sql} label={t('setup.test.grant', 'SQL that grants what is missing')} />
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  whole: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  result: css({ width: '100%' }),
  findings: css({ listStyle: 'none', margin: 0, padding: 0 }),
  finding: css({ display: 'flex', gap: theme.spacing(1), padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' }),
  words: css({ minWidth: 0, flex: 1 }),
  remedy: css({ color: theme.colors.text.secondary }),
  ok: css({ color: theme.colors.success.text, marginTop: theme.spacing(0.25), flexShrink: 0 }),
  bad: css({ color: theme.colors.error.text, marginTop: theme.spacing(0.25), flexShrink: 0 }),
});
