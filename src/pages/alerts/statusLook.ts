import type { GrafanaTheme2, IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { AlertState, AlertStatus, SegmentStatus } from '@devdiag/engine/alerts/alerts';

type Tone = 'error' | 'warning' | 'success' | 'info' | 'quiet';

export interface StatusLook {
  icon: IconName;
  tone: Tone;
  label: string;
}

const ICONS: Record<AlertStatus, IconName> = {
  firing: 'fire',
  pending: 'hourglass',
  recovering: 'history',
  error: 'bug',
  'no-data': 'question-circle',
  inactive: 'check-circle',
  paused: 'pause',
  'not-evaluated': 'clock-nine',
  'not-installed': 'minus-circle',
  unknown: 'question-circle',
};

const TONES: Record<AlertStatus, Tone> = {
  firing: 'error',
  pending: 'warning',
  recovering: 'warning',
  error: 'error',
  'no-data': 'warning',
  inactive: 'success',
  paused: 'quiet',
  'not-evaluated': 'info',
  'not-installed': 'quiet',
  unknown: 'info',
};

/** How a state looks. Green is only what was looked at lately and is well: a rule without data or long ago is not. */
export function lookOf({ status, isQuiet, isLate }: Pick<AlertState, 'status' | 'isQuiet' | 'isLate'>): StatusLook {
  if (status === 'inactive' && (isQuiet || isLate)) {
    return {
      icon: isLate ? 'clock-nine' : 'minus-circle',
      tone: 'info',
      label: isLate
        ? t('alerts.status.late', 'Normal when last looked at')
        : t('alerts.status.quiet', 'Normal, without data'),
    };
  }
  return { icon: ICONS[status], tone: TONES[status], label: statusLabel(status) };
}

/** A state in one word or two. */
export function statusLabel(status: AlertStatus): string {
  switch (status) {
    case 'firing':
      return t('alerts.status.firing', 'Firing');
    case 'pending':
      return t('alerts.status.pending', 'Pending');
    case 'recovering':
      return t('alerts.status.recovering', 'Recovering');
    case 'error':
      return t('alerts.status.error', 'Error');
    case 'no-data':
      return t('alerts.status.no-data', 'No data');
    case 'inactive':
      return t('alerts.status.inactive', 'Normal');
    case 'paused':
      return t('alerts.status.paused', 'Paused');
    case 'not-evaluated':
      return t('alerts.status.not-evaluated', 'Not evaluated yet');
    case 'not-installed':
      return t('alerts.status.not-installed', 'Not installed');
    case 'unknown':
      return t('alerts.status.unknown', 'Not known');
  }
}

export function toneColors(tone: Tone, theme: GrafanaTheme2): { text: string; main: string } {
  return tone === 'quiet'
    ? { text: theme.colors.text.secondary, main: theme.colors.text.disabled }
    : { text: theme.colors[tone].text, main: theme.colors[tone].main };
}

/** The fill of a stretch of the strip. What is not known is no colour at all. */
export function segmentColor(status: SegmentStatus, theme: GrafanaTheme2): string {
  return status === 'unknown' ? theme.colors.background.canvas : toneColors(TONES[status], theme).main;
}
