import React from 'react';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { LinkButton } from '@grafana/ui';
import { StateScreen } from '../../../components/StateScreen';
import { incidentUrl } from '../addresses';
import { incidentsNav } from './nav';

/** An address that names no incident, or one that nobody here can see. */
export function UnknownIncident({ id }: { id: string }) {
  return (
    <PluginPage pageNav={incidentsNav(t('incidents.unknown.page', 'Unknown incident'))}>
      <StateScreen
        kind="incident-unknown"
        icon="question-circle"
        tone="warning"
        title={t('incidents.unknown.title', 'There is no incident “{{id}}”', {
          id,
          interpolation: { escapeValue: false },
        })}
        actions={
          <LinkButton href={incidentUrl(null)} variant="secondary">
            {t('incidents.unknown.list', 'All incidents')}
          </LinkButton>
        }
      >
        <p>
          {t(
            'incidents.unknown.why',
            'Its annotations may have been removed, or it is somebody’s own copy, which only they see.'
          )}
        </p>
      </StateScreen>
    </PluginPage>
  );
}
