import React from 'react';
import { t } from '@grafana/i18n';
import type { HealthReport } from '@devdiag/engine/report/report';
import { testIds } from '../../../components/testIds';
import { showInstant, verdictSentence } from '../words';

interface Props {
  report: HealthReport | null;
}

/** Tells screen readers the verdict, once for every answer: the time in it makes an unchanged verdict news. */
export function Announcement({ report }: Props) {
  return (
    <div className="sr-only" role="status" data-testid={testIds.health.announcement()}>
      {report &&
        t('health.announcement', '{{verdict}}. Measured at {{time}}.', {
          verdict: verdictSentence(report),
          time: showInstant(report.measuredAt),
        })}
    </div>
  );
}
