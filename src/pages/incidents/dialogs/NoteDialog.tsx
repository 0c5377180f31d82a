import React from 'react';
import { t } from '@grafana/i18n';
import { LONGEST_NOTE } from '@devdiag/engine/incident/event';
import { TextDialog } from './TextDialog';

interface Props {
  onNote: (text: string) => Promise<void>;
  onClose: () => void;
}

export function NoteDialog({ onNote, onClose }: Props) {
  return (
    <TextDialog
      id="devdiag-incident-note"
      title={t('incidents.note.dialog', 'Add a note')}
      label={t('incidents.note.text', 'What did you see or do?')}
      lines={4}
      longest={LONGEST_NOTE}
      save={t('incidents.note.save', 'Add note')}
      failed={t('incidents.note.failed', 'The note was not added')}
      onSave={onNote}
      onClose={onClose}
    />
  );
}
