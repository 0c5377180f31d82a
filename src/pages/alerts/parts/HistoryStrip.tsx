import { css } from '@emotion/css';
import React from 'react';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import type { HistorySegment, SegmentStatus } from '@devdiag/engine/alerts/alerts';
import { RAW, clock, spanWords } from '../words';
import { segmentColor, statusLabel } from '../statusLook';

interface Props {
  /** Null: it could not be read. */
  segments: HistorySegment[] | null;
  now: number;
}

/** A rule's last week as a strip, and in words below it. */
export function HistoryStrip({ segments, now }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  if (segments === null || segments.length === 0) {
    return (
      <div className={styles.words}>
        {segments === null ? t('alerts.history.unread', 'Its history could not be read') : null}
      </div>
    );
  }
  const from = segments[0].from;
  const whole = segments[segments.length - 1].to - from;
  const words = inWords(segments, now);
  return (
    <div className={styles.history}>
      <div
        className={styles.strip}
        role="img"
        aria-label={t('alerts.history.label', 'Last 7 days: {{words}}', { words, ...RAW })}
      >
        {segments.map((segment) => (
          <Tooltip key={segment.from} content={tipOf(segment, now)}>
            <span
              className={styles.segment}
              style={{
                left: `${(100 * (segment.from - from)) / whole}%`,
                width: `${(100 * (segment.to - segment.from)) / whole}%`,
                background: segmentColor(segment.status, theme),
              }}
              data-status={segment.status}
            />
          </Tooltip>
        ))}
      </div>
      <div className={styles.axis} aria-hidden>
        <span>{dateTimeFormat(from, { format: 'ddd MM-DD' })}</span>
        <span>{t('alerts.history.now', 'now')}</span>
      </div>
      <div className={styles.words}>{words}</div>
    </div>
  );
}

function tipOf({ status, from, to }: HistorySegment, now: number): string {
  return t('alerts.history.segment', '{{status}} from {{from}} to {{to}} ({{span}})', {
    status: statusLabel(status),
    from: clock(from, now),
    to: clock(to, now),
    span: spanWords(to - from),
    ...RAW,
  });
}

/** How often and how long it fired; what else it was that is not well. */
function inWords(segments: HistorySegment[], now: number): string {
  const firing = segments.filter(({ status }) => status === 'firing');
  const total = (status: SegmentStatus) =>
    segments.filter((one) => one.status === status).reduce((sum, { from, to }) => sum + to - from, 0);
  const parts =
    firing.length === 0
      ? [t('alerts.history.quiet', 'Did not fire')]
      : [
          t('alerts.history.fired', 'Fired {{count}} times, {{span}} in all, last {{when}}', {
            count: firing.length,
            defaultValue_one: 'Fired once, for {{span}}, {{when}}',
            span: spanWords(total('firing')),
            when: clock(firing[firing.length - 1].from, now),
            ...RAW,
          }),
        ];
  if (total('error') > 0) {
    parts.push(t('alerts.history.failed', 'failed for {{span}}', { span: spanWords(total('error')), ...RAW }));
  }
  if (total('unknown') > 0) {
    parts.push(t('alerts.history.unknown', 'not known for {{span}}', { span: spanWords(total('unknown')), ...RAW }));
  }
  return parts.join('; ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  history: css({ minWidth: 0 }),
  strip: css({
    position: 'relative',
    height: theme.spacing(2),
    overflow: 'hidden',
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.medium}`,
  }),
  // However short, it was there.
  segment: css({ position: 'absolute', top: 0, bottom: 0, minWidth: 2, '&:hover': { opacity: 0.8 } }),
  axis: css({
    display: 'flex',
    justifyContent: 'space-between',
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
  }),
  words: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
