import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Button, LinkButton, TextLink, useStyles2 } from '@grafana/ui';
import type { Incident } from '@devdiag/engine/incident/incident';
import { testIds } from '../../components/testIds';
import { incidentUrl } from './addresses';
import { CloseDialog } from './dialogs/CloseDialog';
import { NoteDialog } from './dialogs/NoteDialog';
import { LogWarnings } from './LogWarnings';
import { closeIncident } from './log/closeIncident';
import type { ActiveIncident } from './log/useActiveIncident';
import type { Measure } from './measure';

interface Props {
  active: ActiveIncident;
  incident: Incident;
  /** What it measures is written down when the incident is closed. */
  measure: Measure;
}

/** The incident that the reader takes part in: since when, who, and what to do with it. */
export function IncidentBar({ active, incident, measure }: Props) {
  const styles = useStyles2(getStyles);
  const [dialog, setDialog] = useState<'note' | 'close' | null>(null);
  const { record, leave } = active;
  const done = [...incident.steps.values()].filter((step) => step.done).length;
  const button = { size: 'sm', variant: 'secondary' } as const;
  return (
    <section
      className={styles.bar}
      aria-label={t('incidents.bar.label', 'Incident')}
      data-testid={testIds.incidents.bar()}
    >
      <div className={styles.head}>
        <Badge
          color={incident.closed ? 'blue' : 'red'}
          text={incident.closed ? t('incidents.bar.closed', 'Closed') : t('incidents.bar.open', 'Incident')}
        />
        <TextLink href={incidentUrl(incident.id)} inline color="primary">
          {incident.title}
        </TextLink>
        <span className={styles.facts}>
          {t('incidents.bar.facts', 'since {{since}} · {{people}} · {{count}} steps done', {
            since: dateTimeFormat(incident.startedAt),
            people: incident.people.join(', '),
            defaultValue_one: 'since {{since}} · {{people}} · {{count}} step done',
            count: done,
            interpolation: { escapeValue: false },
          })}
        </span>
      </div>
      <div className={styles.actions}>
        {!incident.closed && (
          <>
            <Button {...button} icon="comment-alt" onClick={() => setDialog('note')}>
              {t('incidents.bar.note', 'Add note')}
            </Button>
            <Button {...button} icon="check" onClick={() => setDialog('close')}>
              {t('incidents.bar.close', 'Close incident')}
            </Button>
          </>
        )}
        <LinkButton {...button} fill="outline" href={incidentUrl(incident.id)} icon="list-ul">
          {t('incidents.bar.log', 'Log and report')}
        </LinkButton>
        <Button {...button} fill="outline" onClick={() => void leave()}>
          {t('incidents.bar.leave', 'Leave')}
        </Button>
      </div>
      <LogWarnings log={active} />
      {dialog === 'note' && (
        <NoteDialog
          onNote={async (text) => void (await record({ kind: 'note', text }))}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'close' && (
        <CloseDialog
          onClosed={(summary) => closeIncident(incident, summary, record, measure)}
          onClose={() => setDialog(null)}
        />
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
    padding: theme.spacing(1, 1.5),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.medium}`,
    borderLeft: `${theme.spacing(0.5)} solid ${theme.colors.error.main}`,
    background: theme.colors.background.secondary,
    overflowWrap: 'anywhere',
    '@media print': { display: 'none' },
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1), minWidth: 0 }),
  facts: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
