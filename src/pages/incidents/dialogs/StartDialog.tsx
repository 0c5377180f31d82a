import React from 'react';
import { t } from '@grafana/i18n';
import { LONGEST_TITLE } from '@devdiag/engine/incident/event';
import { TextDialog } from './TextDialog';

interface Props {
  /** What it is about, to begin with. */
  title: string;
  canShare: boolean;
  onStart: (title: string) => Promise<void>;
  onClose: () => void;
}

export function StartDialog({ title, canShare, onStart, onClose }: Props) {
  return (
    <TextDialog
      id="devdiag-incident-title"
      title={t('incidents.start.dialog', 'Start an incident')}
      explanation={
        canShare
          ? t(
              'incidents.start.shared',
              'From now on, ticked steps, kept results and notes are written down with author and time, for everybody in this organization to see.'
            )
          : t(
              'incidents.start.own',
              'You may not write to the shared log; an Editor may. This is your own copy: ticked steps, kept results and notes are kept for you alone, and you can export the report.'
            )
      }
      label={t('incidents.start.title', 'What is happening?')}
      lines={1}
      initial={title}
      longest={LONGEST_TITLE}
      save={t('incidents.start.save', 'Start incident')}
      failed={t('incidents.start.failed', 'The incident was not started')}
      onSave={onStart}
      onClose={onClose}
    />
  );
}
