import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LinkButton, useStyles2 } from '@grafana/ui';
import type { QueryBlock } from '@devdiag/catalog/types';
import type { PageAnswer } from '@devdiag/engine/runbook/answer';
import { answerCsv, answerMarkdown } from '@devdiag/engine/runbook/answerText';
import { isoInstant } from '@devdiag/engine/report/format';
import { exploreUrl } from '../../../grafana/explore';
import { copyText, download, say } from '../../../grafana/hand';
import { KeepButton } from '../incident/KeepButton';
import { useRunbook } from '../site/RunbookContext';

interface Props {
  block: QueryBlock;
  /** For Grafana, its macro left in. */
  sql: string;
  /** For any other tool. */
  plain: string;
  asOf: number;
  answer: PageAnswer | null;
  sqlOpen: boolean;
  onToggleSql: () => void;
}

/** What to do with a query and its answer. */
export function QueryActions({ block, sql, plain, asOf, answer, sqlOpen, onToggleSql }: Props) {
  const styles = useStyles2(getStyles);
  const { page, site } = useRunbook();
  const { dataSource, access } = site;
  const button = { size: 'sm', variant: 'secondary', fill: 'text' } as const;
  const copy = (text: string) =>
    copyText(text).then(
      () => say('success', t('runbook.query.copied', 'Copied')),
      (error: Error) => say('error', t('runbook.query.not-copied', 'Could not copy'), error.message)
    );
  return (
    <div className={cx(styles.actions, 'devdiag-no-print')}>
      <Button {...button} icon={sqlOpen ? 'angle-down' : 'angle-right'} aria-expanded={sqlOpen} onClick={onToggleSql}>
        {t('runbook.query.sql', 'SQL')}
      </Button>
      <Button {...button} icon="copy" onClick={() => copy(plain)}>
        {t('runbook.query.copy-sql', 'Copy SQL')}
      </Button>
      {answer && answer.rows.length > 0 && (
        <>
          <Button
            {...button}
            icon="copy"
            onClick={() => copy(`${block.title} (${isoInstant(asOf)})\n\n${answerMarkdown(answer)}\n`)}
          >
            {t('runbook.query.copy-result', 'Copy result')}
          </Button>
          <Button
            {...button}
            icon="download-alt"
            onClick={() => download(`devdiag-${page.id}-${block.id}.csv`, answerCsv(answer), 'text/csv')}
          >
            {t('runbook.query.csv', 'CSV')}
          </Button>
        </>
      )}
      {answer && <KeepButton block={block} answer={answer} asOf={asOf} sql={plain} />}
      {dataSource &&
        (access.canExplore ? (
          <LinkButton {...button} icon="compass" href={exploreUrl({ dataSource, sql, asOf })}>
            {t('runbook.query.explore', 'Explore')}
          </LinkButton>
        ) : (
          <Button
            {...button}
            icon="compass"
            disabled
            tooltip={t('runbook.query.no-explore', 'Your role may not use Explore.')}
          >
            {t('runbook.query.explore', 'Explore')}
          </Button>
        ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', flexWrap: 'wrap', padding: theme.spacing(0.5, 0.5) }),
});
