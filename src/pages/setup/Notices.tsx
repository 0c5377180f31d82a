import React from 'react';
import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import { Alert, TextLink, useStyles2 } from '@grafana/ui';
import { PLUGIN_BASE_URL, ROUTES } from '../../constants';
import type { Provisioned } from './provisioned';

const RAW = { interpolation: { escapeValue: false } };

/** For people who may look but not save: why, and whom to ask. */
export function ReadOnlyNotice() {
  const organisation = config.bootData.user.orgName;
  return (
    <Alert severity="info" title={t('setup.read-only.title', 'You can look at these settings, not change them')}>
      {organisation
        ? t('setup.read-only.ask-in', 'Ask an Admin of the organisation "{{organisation}}" to change them.', {
            organisation,
            ...RAW,
          })
        : t('setup.read-only.ask', 'Ask an Admin of your organisation to change them.')}
    </Alert>
  );
}

/** Settings from a file come back at every start of Grafana; what is saved here then is lost. */
export function ProvisionedNotice({ sign }: { sign: Provisioned }) {
  switch (sign) {
    case 'said':
      return (
        <Alert severity="warning" title={t('setup.provisioned.said-title', 'This app is provisioned from a file')}>
          <Trans i18nKey="setup.provisioned.said">
            Changes made here last until Grafana starts the next time. Make lasting ones in the file.
          </Trans>
        </Alert>
      );
    case 'overwritten':
      return (
        <Alert
          severity="warning"
          title={t('setup.provisioned.overwritten-title', 'The settings that you saved here are gone')}
        >
          <Trans i18nKey="setup.provisioned.overwritten">
            Something replaced them, most likely a provisioning file when Grafana started. Make lasting changes in that
            file.
          </Trans>
        </Alert>
      );
    case 'unknown':
      return null;
  }
}

/** For everybody for whom nothing was detected: the trap all the same. */
export function ProvisioningHint() {
  const styles = useStyles2(getStyles);
  return (
    <p className={styles.hint}>
      <Trans i18nKey="setup.provisioned.hint">
        Does your Grafana provision this app from a file? Then the file&apos;s settings replace these at every start:
        make lasting changes there.
      </Trans>
    </p>
  );
}

/** First use: what to do in which order. */
export function FirstSteps() {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.steps} aria-label={t('setup.start.title', 'Three steps to begin')}>
      <h2 className={styles.title}>{t('setup.start.title', 'Three steps to begin')}</h2>
      <ol className={styles.list}>
        <li>
          <Trans i18nKey="setup.start.choose">Choose the data source that leads to DevDiag&apos;s PostgreSQL.</Trans>
        </li>
        <li>
          <Trans i18nKey="setup.start.install">
            Test it, then install the dashboard and the alert rules below: that saves, too. Everything else has defaults
            that fit most sites.
          </Trans>
        </li>
        <li>
          <Trans i18nKey="setup.start.health">Open Health and see how the pipeline is:</Trans>{' '}
          <TextLink href={locationUtil.assureBaseUrl(`${PLUGIN_BASE_URL}/${ROUTES.health}`)}>
            {t('setup.save.open-health', 'Open Health')}
          </TextLink>
        </li>
      </ol>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  hint: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 2) }),
  steps: css({
    marginBottom: theme.spacing(4),
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  title: css({ ...theme.typography.h5, margin: theme.spacing(0, 0, 1) }),
  list: css({ margin: 0, paddingLeft: theme.spacing(3), 'li + li': { marginTop: theme.spacing(0.5) } }),
});
