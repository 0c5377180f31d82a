import { t } from '@grafana/i18n';

const HOUR = 60 * 60 * 1000;

/** How long a mute lasts, in milliseconds; 'custom' is an instant of one's own. */
export const MUTE_CHOICES = { '1h': HOUR, '4h': 4 * HOUR, '1d': 24 * HOUR, '1w': 7 * 24 * HOUR, custom: null } as const;
export type MuteChoice = keyof typeof MUTE_CHOICES;

/** The choices in words, in order. */
export function muteChoices(): Array<{ value: MuteChoice; label: string }> {
  return [
    { value: '1h', label: t('health.mute.choice.1h', '1 hour') },
    { value: '4h', label: t('health.mute.choice.4h', '4 hours') },
    { value: '1d', label: t('health.mute.choice.1d', '1 day') },
    { value: '1w', label: t('health.mute.choice.1w', '1 week') },
    { value: 'custom', label: t('health.mute.choice.custom', 'Until …') },
  ];
}
