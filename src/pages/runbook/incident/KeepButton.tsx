import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import type { QueryBlock } from '@devdiag/catalog/types';
import type { PageAnswer } from '@devdiag/engine/runbook/answer';
import { useIncident } from '../../incidents/IncidentContext';
import { useRunbook } from '../site/RunbookContext';
import { keptResult } from './keptResult';

interface Props {
  block: QueryBlock;
  answer: PageAnswer;
  asOf: number;
  /** As people run it. */
  sql: string;
}

/** Keeps an answer with the incident that the reader takes part in; nothing outside one. */
export function KeepButton({ block, answer, asOf, sql }: Props) {
  const active = useIncident();
  const { page } = useRunbook();
  const [kept, setKept] = useState<PageAnswer | null>(null);
  const [keeping, setKeeping] = useState(false);
  if (!active?.incident || active.incident.closed) {
    return null;
  }
  const isKept = kept === answer;
  return (
    <Button
      size="sm"
      variant="secondary"
      fill="text"
      icon={isKept ? 'check' : 'bookmark'}
      disabled={isKept || keeping}
      onClick={() => {
        setKeeping(true);
        void active.record(keptResult(page.id, block, answer, asOf, sql)).then((isDone) => {
          setKeeping(false);
          setKept(isDone ? answer : null);
        });
      }}
    >
      {isKept ? t('runbook.incident.kept', 'Kept') : t('runbook.incident.keep', 'Keep')}
    </Button>
  );
}
