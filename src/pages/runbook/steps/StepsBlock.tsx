import React from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { PageStep } from '@devdiag/catalog/types';
import { Markdown } from '../blocks/Markdown';
import { since } from './progress';
import { useStepsOfPage } from './StepsContext';

/** Steps to tick. */
export function StepsBlock({ steps }: { steps: PageStep[] }) {
  const styles = useStyles2(getStyles);
  const { progress, by, loading, unsaved, setStep, startOver } = useStepsOfPage();
  const ticked = steps.filter(({ id }) => Object.hasOwn(progress, id));
  const from = since(
    progress,
    steps.map(({ id }) => id)
  );
  return (
    <div className={styles.box}>
      <ol className={styles.list}>
        {steps.map(({ id, markdown }) => {
          const done = Object.hasOwn(progress, id);
          return (
            <li key={id}>
              <label className={cx(styles.step, done && styles.done)}>
                <input
                  type="checkbox"
                  className={styles.check}
                  checked={done}
                  disabled={loading}
                  onChange={({ currentTarget }) => setStep(id, currentTarget.checked)}
                />
                <span>
                  <Markdown markdown={markdown} inline />
                  {done && by?.[id] !== undefined && (
                    <span className={styles.by}>
                      {t('runbook.steps.by', '{{author}}, {{at}}', {
                        author: by[id],
                        at: dateTimeFormat(progress[id]),
                        interpolation: { escapeValue: false },
                      })}
                    </span>
                  )}
                </span>
              </label>
            </li>
          );
        })}
      </ol>
      {from !== null && (
        <div className={styles.foot}>
          <span>
            {t('runbook.steps.done', '{{done}} of {{all}} done; you began at {{when}}', {
              done: ticked.length,
              all: steps.length,
              when: dateTimeFormat(from),
            })}
          </span>
          {startOver && (
            <Button size="sm" variant="secondary" fill="text" onClick={startOver}>
              {t('runbook.steps.start-over', 'Start over')}
            </Button>
          )}
        </div>
      )}
      {unsaved && (
        <p className={styles.note}>
          {t('runbook.steps.unsaved', 'Grafana could not keep your ticks: they last until you leave this page.')}
        </p>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    marginBottom: theme.spacing(2),
    padding: theme.spacing(0.5, 0),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  list: css({ '&&': { listStyle: 'none', margin: 0, padding: 0, maxWidth: 'none' }, '&& > li + li': { marginTop: 0 } }),
  step: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5),
    margin: 0,
    padding: theme.spacing(1, 2),
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
  }),
  // Under the pointer the background is lighter, and secondary text too pale on it.
  done: css({ '&:not(:hover)': { color: theme.colors.text.secondary } }),
  by: css({ display: 'block', ...theme.typography.bodySmall, color: 'inherit' }),
  check: css({
    flexShrink: 0,
    width: 16,
    height: 16,
    marginTop: theme.spacing(0.375),
    accentColor: theme.colors.primary.main,
    cursor: 'inherit',
  }),
  foot: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
    padding: theme.spacing(0.5, 2),
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
  }),
  note: css({ '&&': { margin: 0, padding: theme.spacing(0.5, 2) }, color: theme.colors.warning.text }),
});
