import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert, Badge, Button, LinkButton, LoadingPlaceholder, TextLink, useStyles2 } from '@grafana/ui';
import { StateScreen } from '../../../components/StateScreen';
import { duration } from '@devdiag/catalog/text';
import type { IncidentHead } from '@devdiag/engine/incident/incident';
import { pageUrl } from '../../runbook/site/addresses';
import { NO_PARAMETERS } from '../../runbook/site/parameters';
import { incidentUrl } from '../addresses';
import { useIncidentList } from '../log/useIncidentList';
import { OwnCopyBadge } from '../OwnCopyBadge';

/** All incidents, open ones first. */
export function IncidentListView() {
  const styles = useStyles2(getStyles);
  const { incidents, unreadable, refresh } = useIncidentList();
  return (
    <PluginPage
      subTitle={t(
        'incidents.subtitle',
        'What happened, who did what, and the report of it. An incident is started from a page of the runbook.'
      )}
    >
      {unreadable !== null && (
        <Alert
          severity="warning"
          title={t('incidents.unreadable', 'The incidents could not be read')}
          action={
            <Button variant="secondary" onClick={refresh}>
              {t('incidents.retry', 'Try again')}
            </Button>
          }
        >
          {unreadable}
        </Alert>
      )}
      {incidents === null && unreadable === null && <LoadingPlaceholder text="" />}
      {incidents?.length === 0 && unreadable === null && (
        <StateScreen
          kind="no-incidents"
          icon="fire"
          tone="info"
          title={t('incidents.none', 'No incident has been started')}
          actions={
            <LinkButton href={pageUrl(null, NO_PARAMETERS)} icon="book">
              {t('incidents.runbook', 'Open the runbook')}
            </LinkButton>
          }
        >
          <p>{t('incidents.none-how', 'Open the playbook of what is wrong, and start an incident there.')}</p>
        </StateScreen>
      )}
      {incidents !== null && incidents.length > 0 && (
        <ul className={styles.list}>
          {incidents.map((incident) => (
            <li key={incident.id} className={styles.item}>
              <Badge
                color={incident.closed ? 'blue' : 'red'}
                text={incident.closed ? t('incidents.closed', 'Closed') : t('incidents.open', 'Open')}
              />
              <TextLink href={incidentUrl(incident.id)} inline color="primary">
                {incident.title}
              </TextLink>
              {incident.isOwn && <OwnCopyBadge />}
              <span className={styles.facts}>{factsOf(incident)}</span>
            </li>
          ))}
        </ul>
      )}
    </PluginPage>
  );
}

function factsOf({ startedAt, startedBy, closed }: IncidentHead): string {
  const values = { since: dateTimeFormat(startedAt), author: startedBy, interpolation: { escapeValue: false } };
  return closed
    ? t('incidents.facts-closed', '{{since}}, by {{author}}; lasted {{lasted}}', {
        ...values,
        lasted: duration(Math.max(0, (closed.at - startedAt) / 60_000)),
      })
    : t('incidents.facts-open', 'since {{since}}, by {{author}}', values);
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, borderTop: `1px solid ${theme.colors.border.weak}` }),
  item: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(1.5, 0.5),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    overflowWrap: 'anywhere',
  }),
  facts: css({ color: theme.colors.text.secondary }),
});
