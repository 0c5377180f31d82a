import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import { StateScreen } from '../../../components/StateScreen';

interface Props {
  tenant: string | null;
  isNow: boolean;
  playbookHref: string;
}

/** The tables are there and hold no run. Stands above the checks, which say what else is known. */
export function EmptyTable({ tenant, isNow, playbookHref }: Props) {
  return (
    <StateScreen
      kind="empty-table"
      icon="info-circle"
      tone="warning"
      title={
        tenant !== null
          ? t('health.state.empty-table.title-tenant', 'This tenant has no diagnostic runs')
          : isNow
            ? t('health.state.empty-table.title', 'DevDiag has not written a single run')
            : t('health.state.empty-table.title-past', 'There was no diagnostic run up to this instant')
      }
      actions={
        <LinkButton variant="secondary" icon="book-open" href={playbookHref}>
          {t('health.state.empty-table.playbook', 'Playbook: Data freshness')}
        </LinkButton>
      }
    >
      {tenant === null ? (
        <p>
          <Trans i18nKey="health.state.empty-table.text">
            The tables are there and can be read, but they are empty. Either nobody has run a diagnosis yet, or DevDiag
            writes to another database or schema. An empty table is not a healthy one.
          </Trans>
        </p>
      ) : (
        <p>
          {t(
            'health.state.empty-table.text-tenant',
            'Nothing was ever written for tenant {{tenant}}. Check the spelling, or choose one from the list.',
            { tenant: tenant.length > 80 ? `${tenant.slice(0, 80)}…` : tenant, interpolation: { escapeValue: false } }
          )}
        </p>
      )}
    </StateScreen>
  );
}
