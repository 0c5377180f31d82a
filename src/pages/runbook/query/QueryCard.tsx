import React, { useId, useMemo, useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { QueryBlock } from '@devdiag/catalog/types';
import { expandTimeTo } from '@devdiag/engine/query/render';
import { missingParameters, renderPageSql } from '@devdiag/engine/runbook/query';
import { testIds } from '../../../components/testIds';
import { useRunbook } from '../site/RunbookContext';
import { ParameterField } from './ParameterField';
import { QueryActions } from './QueryActions';
import { QueryFailed } from './QueryFailed';
import { Result } from './Result';
import { useEvidenceOfPage } from './useEvidence';
import { Waiting } from './Waiting';

/** A query of a page: runs in place, shows what it answered, and how to take it elsewhere. */
export function QueryCard({ block }: { block: QueryBlock }) {
  const styles = useStyles2(getStyles);
  const { site } = useRunbook();
  const evidence = useEvidenceOfPage();
  const titleId = useId();
  const [sqlOpen, setSqlOpen] = useState(false);
  const { running, answered, cancelled } = evidence.of(block.id);
  const { assumed, parameters, openedAt } = site;
  const missing = missingParameters(block, { settings: assumed, ...parameters });
  const sql = useMemo(() => sqlOf(block, { settings: assumed, ...parameters }), [block, assumed, parameters]);
  const asOf = answered?.asOf ?? parameters.asOf ?? openedAt;
  const plain = expandTimeTo(sql, asOf);
  const { run } = evidence;
  return (
    <section className={styles.card} aria-labelledby={titleId} data-testid={testIds.runbook.query(block.id)}>
      <div className={styles.head}>
        <div id={titleId} className={styles.title}>
          {block.title}
        </div>
        {run && missing.length === 0 && (
          <Button
            size="sm"
            variant={answered ? 'secondary' : 'primary'}
            icon={answered ? 'sync' : 'play'}
            disabled={running !== null}
            aria-label={
              answered
                ? t('runbook.query.again-label', 'Run again: {{title}}', { title: block.title, ...RAW })
                : t('runbook.query.run-label', 'Run: {{title}}', { title: block.title, ...RAW })
            }
            onClick={() => run(block.id)}
            className="devdiag-no-print"
          >
            {answered ? t('runbook.query.again', 'Run again') : t('runbook.query.run', 'Run')}
          </Button>
        )}
      </div>
      <div className={styles.body}>
        {running && <Waiting since={running.since} onCancel={() => evidence.cancel(block.id)} />}
        <div role="status">
          {cancelled && !running && t('runbook.query.cancelled', 'Stopped before the answer came.')}
          {missing.length > 0 && run && t('runbook.query.missing', 'This query needs to know what it is about:')}
        </div>
        {run &&
          missing.map((name) => (
            <ParameterField key={name} parameter={name} onChoose={() => evidence.want(block.id)} />
          ))}
        {answered &&
          (answered.result.ok ? (
            <Result block={block} answer={answered.result.answer} asOf={answered.asOf} timeZone={assumed.timeZone} />
          ) : (
            <QueryFailed error={answered.result.error} />
          ))}
      </div>
      <QueryActions
        block={block}
        sql={sql}
        plain={plain}
        asOf={asOf}
        answer={answered?.result.ok ? answered.result.answer : null}
        sqlOpen={sqlOpen}
        onToggleSql={() => setSqlOpen(!sqlOpen)}
      />
      {/* On paper it is always there. */}
      <pre
        className={cx(styles.sql, !sqlOpen && styles.printOnly)}
        tabIndex={0}
        role="group"
        aria-label={t('runbook.query.sql-of', 'SQL: {{title}}', { title: block.title, ...RAW })}
      >
        <code>{plain}</code>
      </pre>
    </section>
  );
}

const RAW = { interpolation: { escapeValue: false } };

/** As people read it; the text of the page itself where a value can't become part of it. */
function sqlOf(block: QueryBlock, question: Parameters<typeof renderPageSql>[1]): string {
  try {
    return renderPageSql(block.sql, question);
  } catch {
    return block.sql;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    marginBottom: theme.spacing(2),
    background: theme.colors.background.primary,
    // Anything in here may hold a name of any length.
    overflowWrap: 'anywhere',
    '@media print': { breakInside: 'avoid' },
  }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 2),
    minHeight: theme.spacing(5),
    padding: theme.spacing(0.75, 1, 0.75, 1.5),
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  body: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(0, 1.5),
    '& > [role=status]:empty': { display: 'none' },
  }),
  sql: css({
    margin: 0,
    padding: theme.spacing(1.5),
    maxHeight: 360,
    overflow: 'auto',
    border: 'none',
    borderTop: `1px solid ${theme.colors.border.weak}`,
    borderRadius: 0,
    background: theme.colors.background.canvas,
    color: theme.colors.text.primary,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: 1.5,
    whiteSpace: 'pre',
    code: { all: 'unset' },
    '@media print': { maxHeight: 'none', whiteSpace: 'pre-wrap' },
  }),
  printOnly: css({ '@media screen': { display: 'none' } }),
});
