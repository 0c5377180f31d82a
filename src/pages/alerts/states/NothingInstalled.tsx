import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import { StateScreen } from '../../../components/StateScreen';
import { setupUrl } from '../../../grafana/links';

/** There are no rules yet, and the way to them. */
export function NothingInstalled({ canInstall }: { canInstall: boolean }) {
  return (
    <StateScreen
      kind="nothing-installed"
      icon="bell"
      tone="info"
      title={t('alerts.state.nothing.title', 'No alert rules are installed yet')}
      actions={
        canInstall && (
          <LinkButton href={setupUrl()} icon="cog">
            {t('alerts.state.nothing.install', 'Install them')}
          </LinkButton>
        )
      }
    >
      <p>
        <Trans i18nKey="alerts.state.nothing.text">
          This app brings alert rules that watch the same things as Health and tell people when nobody is looking.
        </Trans>{' '}
        {canInstall
          ? t('alerts.state.nothing.admin', 'The configuration page shows what would be done, and installs it.')
          : t(
              'alerts.state.nothing.others',
              'Ask somebody who may edit alert rules, such as an Editor or Admin of this organisation, to install them.'
            )}
      </p>
    </StateScreen>
  );
}
