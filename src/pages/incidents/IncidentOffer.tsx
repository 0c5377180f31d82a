import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, TextLink, useStyles2 } from '@grafana/ui';
import { say } from '../../grafana/hand';
import { testIds } from '../../components/testIds';
import { incidentUrl } from './addresses';
import { OwnCopyBadge } from './OwnCopyBadge';
import { StartDialog } from './dialogs/StartDialog';
import type { ActiveIncident, NewIncident } from './log/useActiveIncident';
import { useIncidentList } from './log/useIncidentList';
import { measuredOrNothing, type Measure } from './measure';

interface Props {
  active: ActiveIncident;
  /** What an incident that is started here would be about. */
  about: Omit<NewIncident, 'measured'>;
  /** What it measures is written down when an incident begins. */
  measure: Measure;
}

/** Open incidents to join, and the way to start one. */
export function IncidentOffer({ active, about, measure }: Props) {
  const styles = useStyles2(getStyles);
  const { incidents, unreadable } = useIncidentList();
  const [starting, setStarting] = useState(false);
  const [joining, setJoining] = useState(false);
  const open = (incidents ?? []).filter(({ closed }) => closed === null);
  const join = async (id: string) => {
    setJoining(true);
    try {
      await active.join(id);
    } catch (error) {
      say('error', t('incidents.offer.failed', 'You did not join'), error instanceof Error ? error.message : undefined);
      setJoining(false);
    }
  };
  return (
    <div className={styles.offer} data-testid={testIds.incidents.offer()}>
      {unreadable !== null && (
        <p className={styles.warning} role="status">
          {t(
            'incidents.offer.unreadable',
            'Open incidents could not be read just now: there may be others. Grafana said: {{reason}}',
            { reason: unreadable, interpolation: { escapeValue: false } }
          )}
        </p>
      )}
      {open.length > 0 && (
        <ul className={styles.list} aria-label={t('incidents.offer.open', 'Open incidents')}>
          {open.map(({ id, title, startedBy, startedAt, isOwn }) => (
            <li key={id}>
              <TextLink href={incidentUrl(id)} inline color="primary">
                {title}
              </TextLink>{' '}
              {isOwn && <OwnCopyBadge />}{' '}
              <span className={styles.facts}>
                {t('incidents.offer.by', 'open since {{since}}, by {{author}}', {
                  since: dateTimeFormat(startedAt),
                  author: startedBy,
                  interpolation: { escapeValue: false },
                })}
              </span>{' '}
              <Button
                size="sm"
                variant="secondary"
                disabled={joining}
                aria-label={t('incidents.offer.join-label', 'Join: {{title}}', {
                  title,
                  interpolation: { escapeValue: false },
                })}
                onClick={() => void join(id)}
              >
                {t('incidents.offer.join', 'Join')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button size="sm" variant="secondary" icon="fire" onClick={() => setStarting(true)}>
        {t('incidents.offer.start', 'Start an incident')}
      </Button>
      {starting && (
        <StartDialog
          title={about.title}
          canShare={active.canShare}
          onStart={async (title) =>
            active.start({ ...about, title, measured: await measuredOrNothing(measure, about) })
          }
          onClose={() => setStarting(false)}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  offer: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
    overflowWrap: 'anywhere',
    '@media print': { display: 'none' },
  }),
  list: css({ listStyle: 'none', margin: 0, flex: '1 1 auto', '& > li + li': { marginTop: theme.spacing(0.5) } }),
  warning: css({ flexBasis: '100%', margin: 0, color: theme.colors.warning.text }),
  facts: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
