import type { GrafanaTheme2, IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { Outcome } from '@devdiag/catalog/types';

/** A different shape for each outcome: colour alone says nothing to many people. */
export const OUTCOME_ICONS: Record<Outcome, IconName> = {
  pass: 'check-circle',
  warn: 'exclamation-triangle',
  fail: 'times-circle',
  error: 'bug',
  'not-evaluated': 'question-circle',
  skipped: 'bell-slash',
};

/** The outcome in one word or two. */
export function outcomeLabel(outcome: Outcome): string {
  switch (outcome) {
    case 'pass':
      return t('outcome.pass', 'Passing');
    case 'warn':
      return t('outcome.warn', 'Warning');
    case 'fail':
      return t('outcome.fail', 'Failing');
    case 'error':
      return t('outcome.error', 'Error');
    case 'not-evaluated':
      return t('outcome.not-evaluated', 'Not evaluated');
    case 'skipped':
      return t('outcome.skipped', 'Muted');
  }
}

/** Colours of an outcome. Only `pass` is green. */
export function outcomeColor(
  outcome: Outcome,
  theme: GrafanaTheme2
): { text: string; main: string; background: string } {
  switch (outcome) {
    case 'pass':
      return colors(theme.colors.success);
    case 'warn':
      return colors(theme.colors.warning);
    case 'fail':
    case 'error':
      return colors(theme.colors.error);
    case 'not-evaluated':
      return colors(theme.colors.info);
    case 'skipped':
      return {
        text: theme.colors.text.secondary,
        main: theme.colors.text.secondary,
        background: theme.colors.background.secondary,
      };
  }
}

function colors({ text, main, transparent }: GrafanaTheme2['colors']['error']) {
  return { text, main, background: transparent };
}
