import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert, Badge, LoadingPlaceholder, TextLink, useStyles2 } from '@grafana/ui';
import { keptResults, type Incident } from '@devdiag/engine/incident/incident';
import { pageUrl } from '../../runbook/site/addresses';
import { LogWarnings } from '../LogWarnings';
import { useActiveIncident } from '../log/useActiveIncident';
import { useIncidentLog } from '../log/useIncidentLog';
import { Evidence } from './Evidence';
import { IncidentActions } from './IncidentActions';
import { incidentsNav } from './nav';
import { Timeline } from './Timeline';
import { UnknownIncident } from './UnknownIncident';

/** One incident: what happened, what was found, and its report. */
export function IncidentView({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const active = useActiveIncident();
  const log = useIncidentLog(id);
  const { incident, loading, unreadable } = log;
  if (incident === null && !loading && unreadable === null) {
    return <UnknownIncident id={id} />;
  }
  const results = incident ? keptResults(incident) : [];
  return (
    <PluginPage
      pageNav={incidentsNav(incident?.title ?? id)}
      actions={incident ? <IncidentActions incident={incident} log={log} active={active} /> : undefined}
    >
      {incident === null && unreadable !== null && (
        <Alert severity="warning" title={t('incidents.view.unreadable', 'The log could not be read just now')}>
          {unreadable}
        </Alert>
      )}
      {incident === null && unreadable === null && <LoadingPlaceholder text="" />}
      {incident !== null && (
        <div className={styles.text}>
          <LogWarnings log={log} />
          <Facts incident={incident} />
          <h2 className={styles.heading}>{t('incidents.view.timeline', 'Timeline')}</h2>
          <Timeline incident={incident} />
          {results.length > 0 && (
            <>
              <h2 className={styles.heading}>{t('incidents.view.evidence', 'Kept results')}</h2>
              {results.map((entry) => (
                <Evidence key={entry.id} entry={entry} />
              ))}
            </>
          )}
        </div>
      )}
    </PluginPage>
  );
}

function Facts({ incident }: { incident: Incident }) {
  const styles = useStyles2(getStyles);
  const { closed, startedAt, startedBy, people, page, labels } = incident;
  const asked = {
    tenant: labels.tenant ?? null,
    problem: labels.problem_code ?? null,
    target: labels.target ?? null,
    asOf: null,
  };
  return (
    <dl className={styles.facts}>
      <dt>{t('incidents.view.state', 'State')}</dt>
      <dd>
        <Badge
          color={closed ? 'blue' : 'red'}
          text={closed ? t('incidents.closed', 'Closed') : t('incidents.open', 'Open')}
        />
      </dd>
      <dt>{t('incidents.view.started', 'Started')}</dt>
      <dd>
        {t('incidents.view.at-by', '{{at}} by {{author}}', {
          at: dateTimeFormat(startedAt),
          author: startedBy,
          interpolation: { escapeValue: false },
        })}
      </dd>
      {closed && (
        <>
          <dt>{t('incidents.closed', 'Closed')}</dt>
          <dd>
            {t('incidents.view.at-by', '{{at}} by {{author}}', {
              at: dateTimeFormat(closed.at),
              author: closed.by,
              interpolation: { escapeValue: false },
            })}
          </dd>
        </>
      )}
      <dt>{t('incidents.view.people', 'People')}</dt>
      <dd>{people.join(', ')}</dd>
      <dt>{t('incidents.view.page', 'Page')}</dt>
      <dd>
        <TextLink href={pageUrl(page, asked)} inline>
          {page}
        </TextLink>
      </dd>
      {Object.entries(labels).map(([name, value]) => (
        <React.Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({ maxWidth: 1000, overflowWrap: 'anywhere' }),
  heading: css({ ...theme.typography.h4, margin: theme.spacing(3, 0, 1) }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0 },
  }),
});
