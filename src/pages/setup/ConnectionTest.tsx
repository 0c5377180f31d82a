import React, { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { Settings } from '@devdiag/catalog/types';
import type { Finding } from '@devdiag/engine/settings/connection';

const Findings = lazy(async () => ({ default: (await import('./Findings')).Findings }));

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
          <Suspense fallback={null}>
            <Findings findings={shown.findings} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  whole: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  result: css({ width: '100%' }),
});
