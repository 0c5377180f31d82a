import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Button, Stack } from '@grafana/ui';
import type { Incident } from '@devdiag/engine/incident/incident';
import { reportFileName } from '@devdiag/engine/incident/report';
import { copyText, download, say } from '../../../grafana/hand';
import { CloseDialog } from '../dialogs/CloseDialog';
import { NoteDialog } from '../dialogs/NoteDialog';
import { closeIncident } from '../log/closeIncident';
import type { ActiveIncident } from '../log/useActiveIncident';
import type { IncidentLog } from '../log/useIncidentLog';
import { useMeasure } from './useMeasure';
import { useReport } from './useReport';

interface Props {
  incident: Incident;
  log: IncidentLog;
  active: ActiveIncident;
}

/** What can be done with an incident from its own page. */
export function IncidentActions({ incident, log, active }: Props) {
  const [dialog, setDialog] = useState<'note' | 'close' | null>(null);
  const { making, make } = useReport(incident);
  const measure = useMeasure();
  const failed = (title: string) => (error: unknown) =>
    say('error', title, error instanceof Error ? error.message : String(error));
  const button = { size: 'sm', variant: 'secondary' } as const;
  return (
    <Stack gap={1} wrap="wrap">
      {incident.closed ? (
        <Button {...button} fill="outline" onClick={() => void log.record({ kind: 'reopened' })}>
          {t('incidents.actions.reopen', 'Open again')}
        </Button>
      ) : (
        <>
          {active.id !== incident.id && (
            <Button
              {...button}
              onClick={() =>
                void active.join(incident.id).catch(failed(t('incidents.actions.not-joined', 'You did not join')))
              }
            >
              {t('incidents.actions.join', 'Join')}
            </Button>
          )}
          <Button {...button} icon="comment-alt" onClick={() => setDialog('note')}>
            {t('incidents.actions.note', 'Add note')}
          </Button>
          <Button {...button} icon="check" onClick={() => setDialog('close')}>
            {t('incidents.actions.close', 'Close incident')}
          </Button>
        </>
      )}
      <Button
        {...button}
        icon="copy"
        disabled={making}
        onClick={() =>
          void make()
            .then(copyText)
            .then(() => say('success', t('incidents.actions.copied', 'Report copied')))
            .catch(failed(t('incidents.actions.not-copied', 'The report was not copied')))
        }
      >
        {t('incidents.actions.copy', 'Copy report')}
      </Button>
      <Button
        size="sm"
        icon="download-alt"
        disabled={making}
        onClick={() =>
          void make()
            .then((markdown) => download(reportFileName(incident), markdown, 'text/markdown'))
            .catch(failed(t('incidents.actions.not-exported', 'The report was not exported')))
        }
      >
        {t('incidents.actions.export', 'Export report')}
      </Button>
      {dialog === 'note' && (
        <NoteDialog
          onNote={async (text) => void (await log.record({ kind: 'note', text }))}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'close' && (
        <CloseDialog
          onClosed={(summary) => closeIncident(incident, summary, log.record, measure)}
          onClose={() => setDialog(null)}
        />
      )}
    </Stack>
  );
}
