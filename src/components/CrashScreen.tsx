import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, ClipboardButton, ErrorBoundary, useStyles2 } from '@grafana/ui';
import pluginJson from '../plugin.json';
import { reloadWindow } from './reloadWindow';

interface Props {
  /** Part of the app, for the report. */
  where: string;
  /** When one of these changes (the address, say), the part is tried again. */
  dependencies?: unknown[];
  children: ReactNode;
}

/** Stands in for a part of the app that broke: says so, offers a way on, and the facts for a report. */
export function CrashScreen({ where, dependencies, children }: Props) {
  return (
    <ErrorBoundary dependencies={dependencies} boundaryName={`${pluginJson.id}-${where}`}>
      {({ error, errorInfo }) =>
        error ? <Crashed where={where} error={error} stack={errorInfo?.componentStack} /> : <>{children}</>
      }
    </ErrorBoundary>
  );
}

function Crashed({ where, error, stack }: { where: string; error: Error; stack: string | null | undefined }) {
  const styles = useStyles2(getStyles);
  // After an update Grafana no longer has the files that this tab was about to load.
  const isOutdated = /loading (css )?chunk|dynamically imported module/i.test(`${error.name} ${error.message}`);
  const report = [`${pluginJson.name}, ${where}`, String(error), error.stack, stack].filter(Boolean).join('\n');
  return (
    <Alert
      severity="error"
      title={
        isOutdated
          ? t('crash.outdated-title', 'A part of this page could not be loaded')
          : t('crash.title', 'This page of DevDiag Ops broke')
      }
    >
      <p>
        {isOutdated ? (
          <Trans i18nKey="crash.outdated">
            The app was updated meanwhile, or the connection to Grafana was lost. Reload the page.
          </Trans>
        ) : (
          <Trans i18nKey="crash.text">
            This is a fault in the app, not in your data; nothing was changed. Reload the page, and report the fault if
            it comes back.
          </Trans>
        )}
      </p>
      <div className={styles.buttons}>
        <Button onClick={reloadWindow} icon="sync">
          <Trans i18nKey="crash.reload">Reload</Trans>
        </Button>
        <ClipboardButton variant="secondary" icon="copy" getText={() => report}>
          <Trans i18nKey="crash.copy">Copy the facts</Trans>
        </ClipboardButton>
      </div>
      <details className={styles.details}>
        <summary>
          <Trans i18nKey="crash.details">What happened</Trans>
        </summary>
        <pre className={styles.report} tabIndex={0}>
          {report}
        </pre>
      </details>
    </Alert>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  details: css({ marginTop: theme.spacing(2) }),
  report: css({ marginTop: theme.spacing(1), maxHeight: 240, overflow: 'auto' }),
});
