import React from 'react';
import { t } from '@grafana/i18n';
import { LONGEST_NOTE } from '@devdiag/engine/incident/event';
import { TextDialog } from './TextDialog';

interface Props {
  onClosed: (summary: string) => Promise<void>;
  onClose: () => void;
}

export function CloseDialog({ onClosed, onClose }: Props) {
  return (
    <TextDialog
      id="devdiag-incident-summary"
      title={t('incidents.close.dialog', 'Close the incident')}
      explanation={t(
        'incidents.close.explanation',
        'The log stays, and its report can be exported at any time. An incident can be opened again.'
      )}
      label={t('incidents.close.summary', 'What was it, and what ended it?')}
      lines={4}
      longest={LONGEST_NOTE}
      optional
      save={t('incidents.close.save', 'Close incident')}
      failed={t('incidents.close.failed', 'The incident was not closed')}
      onSave={onClosed}
      onClose={onClose}
    />
  );
}
