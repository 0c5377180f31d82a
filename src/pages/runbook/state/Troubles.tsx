import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, TextLink, useStyles2 } from '@grafana/ui';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { Ranked } from '@devdiag/engine/alerts/causes';
import type { Trouble } from '@devdiag/engine/alerts/troubles';
import { OutcomeBadge } from '../../../components/OutcomeBadge';
import { StatusBadge } from '../../alerts/parts/StatusBadge';
import { sinceWords } from '../../alerts/words';

interface Props {
  troubles: Array<Ranked<Trouble>>;
  hrefOf: (checkId: string) => string;
  now: number;
}

const TITLES = new Map(CHECKS.map(({ definition }) => [definition.id, definition.title]));

/** What else is not well, likely causes first, each with its playbook. */
export function Troubles({ troubles, hrefOf, now }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {troubles.map(({ item, explainsSubject, explainedBy }) => (
        <li key={item.id} className={styles.item}>
          <span className={styles.badges}>
            {item.alerts.length > 0 ? (
              <StatusBadge of={item.alerts[0]} />
            ) : (
              item.check && <OutcomeBadge outcome={item.check.outcome} />
            )}
          </span>
          <span className={styles.words}>
            <TextLink href={hrefOf(item.id)}>{item.title}</TextLink>{' '}
            {explainsSubject && <Badge color="orange" text={t('runbook.state.likely-cause', 'Likely cause')} />}{' '}
            <span className={styles.quiet}>
              {item.check?.message ?? sinceWords(item.alerts[0]?.since ?? null, now)}
              {!explainsSubject && explainedBy.length > 0 && (
                <>
                  {' '}
                  {t('runbook.state.explained', 'Perhaps because of: {{titles}}', {
                    titles: explainedBy.map((id) => TITLES.get(id) ?? id).join(', '),
                    interpolation: { escapeValue: false },
                  })}
                </>
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0, padding: 0, listStyle: 'none' }),
  item: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    padding: theme.spacing(0.25, 0),
  }),
  badges: css({ flex: '0 0 110px' }),
  words: css({ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
