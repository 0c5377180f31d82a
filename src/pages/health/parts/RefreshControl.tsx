import React from 'react';
import { t } from '@grafana/i18n';
import { RefreshPicker } from '@grafana/ui';
import { isRefreshInterval, REFRESH_INTERVALS, type RefreshInterval } from '../url';

interface Props {
  running: boolean;
  /** In the past nothing changes by itself. */
  isPast: boolean;
  interval: RefreshInterval | null;
  onRefresh: () => void;
  onCancel: () => void;
  onInterval: (interval: RefreshInterval | null) => void;
}

/** Refresh now, at an interval, or stop waiting. */
export function RefreshControl({ running, isPast, interval, onRefresh, onCancel, onInterval }: Props) {
  return (
    <RefreshPicker
      text={running ? t('health.refresh.cancel', 'Cancel') : t('health.refresh.refresh', 'Refresh')}
      tooltip={
        running
          ? t('health.refresh.cancel-tooltip', 'Stop waiting for the answer')
          : isPast
            ? t('health.refresh.past-tooltip', 'Ask again; auto-refresh rests while the page shows a past instant')
            : t('health.refresh.tooltip', 'Ask the database again')
      }
      isLoading={running}
      onRefresh={running ? onCancel : onRefresh}
      intervals={Object.keys(REFRESH_INTERVALS)}
      value={interval ?? ''}
      onIntervalChanged={(chosen) => onInterval(isRefreshInterval(chosen) ? chosen : null)}
      noIntervalPicker={isPast}
    />
  );
}
