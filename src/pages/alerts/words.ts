/** The words for what an alert says. */
import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { AlertState, CoveringSilence, Labels, RuleCondition } from '@devdiag/engine/alerts/alerts';
import { formatValue } from '@devdiag/engine/report/format';
import type { Unit } from '@devdiag/catalog/types';

/** The server's words go into text, not into HTML. */
export const RAW = { interpolation: { escapeValue: false } };

/** "since 02:14 (3 h 10 min)", with the day where it was another one; null where that isn't known. */
export function sinceWords(since: number | null, now: number): string | null {
  if (since === null) {
    return null;
  }
  return t('alerts.since', 'since {{when}} ({{span}})', {
    when: clock(since, now),
    span: spanWords(now - since),
    ...RAW,
  });
}

/** A stretch of time; what is shorter than a minute is not counted. */
export function spanWords(milliseconds: number): string {
  const minutes = Math.floor(Math.max(0, milliseconds) / 60_000);
  return minutes === 0 ? t('alerts.moments', 'less than a minute') : formatValue(minutes, 'minutes');
}

/** A time of the reader's clock; with its day where it is not today. */
export function clock(at: number, now: number): string {
  const day = (instant: number) => dateTimeFormat(instant, { format: 'YYYY-MM-DD' });
  return dateTimeFormat(at, { format: day(at) === day(now) ? 'HH:mm' : 'MM-DD HH:mm' });
}

/** "above 2 h", for the sentence about when a rule fires. */
export function thresholdWords({ comparison, threshold }: RuleCondition, unit: Unit): string {
  const value = formatValue(threshold, unit);
  return comparison === 'above'
    ? t('alerts.fires.above', 'fires above {{value}}', { value, ...RAW })
    : t('alerts.fires.below', 'fires below {{value}}', { value, ...RAW });
}

/** When the scheduler last looked, and whether that is too long ago. */
export function evaluationWords({ lastEvaluation, isLate, intervalSeconds, status }: AlertState, now: number): string {
  if (status === 'not-installed' || status === 'unknown') {
    return '';
  }
  if (lastEvaluation === null) {
    return status === 'paused'
      ? t('alerts.evaluated.paused', 'Not evaluated while it is paused')
      : t('alerts.evaluated.never', 'First evaluation within {{interval}}', {
          interval: formatValue(intervalSeconds / 60, 'minutes'),
          ...RAW,
        });
  }
  const ago = spanWords(now - lastEvaluation);
  return isLate
    ? t(
        'alerts.evaluated.late',
        'Evaluated {{ago}} ago, though every {{interval}} is due: Grafana’s alerting may have stopped',
        {
          ago,
          interval: formatValue(intervalSeconds / 60, 'minutes'),
          ...RAW,
        }
      )
    : t('alerts.evaluated.at', 'Evaluated {{ago}} ago', { ago, ...RAW });
}

/** What a series is about: its labels beyond those of the rule and of Grafana. */
export function seriesName(labels: Labels, rule: Labels): string {
  return Object.entries(labels)
    .filter(([name]) => !(name in rule) && !['alertname', 'grafana_folder', 'datasource_uid', 'ref_id'].includes(name))
    .map(([, value]) => value)
    .join(', ');
}

/** Who holds notifications back, until when, and why. */
export function silenceWords({ silence, isActive, covers }: CoveringSilence, now: number): string {
  const given = {
    who: silence.createdBy,
    until: clock(silence.endsAt, now),
    from: clock(silence.startsAt, now),
    why: silence.comment === '' ? t('alerts.silence.no-reason', 'no reason given') : silence.comment,
    ...RAW,
  };
  if (!isActive) {
    return t('alerts.silence.later', 'Will be silenced from {{from}} to {{until}} by {{who}}: {{why}}', given);
  }
  switch (covers) {
    case 'all':
      return t('alerts.silence.all', 'Silenced until {{until}} by {{who}}: {{why}}', given);
    case 'some':
      return t('alerts.silence.some', 'Partly silenced until {{until}} by {{who}}: {{why}}', given);
    case 'unknown':
      return t('alerts.silence.unknown', 'Perhaps silenced until {{until}} by {{who}}: {{why}}', given);
  }
}
