import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { CodeCard } from '../../components/CodeCard';
import type { Block } from './markdown';
import { safeHtml } from './safeHtml';
import { SqlBlock } from './SqlBlock';
import type { Site } from './useSite';

/** The text of a playbook: headings that links can name, queries with their buttons, everything else as Markdown. */
export function PlaybookText({ blocks, site }: { blocks: Block[]; site: Site }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.text}>
      {blocks.map((block, index) => {
        switch (block.kind) {
          case 'heading':
            return <Heading key={index} {...block} />;
          case 'code':
            return block.language === 'sql' ? (
              <SqlBlock key={index} sql={block.code} site={site} about={headingBefore(blocks, index)} />
            ) : (
              <div key={index} className={styles.block}>
                <CodeCard
                  kind={/^(sh|bash|shell|console)$/.test(block.language) ? t('runbook.shell', 'Shell') : block.language}
                  code={block.code}
                  label={t('runbook.command', 'Text to copy')}
                />
              </div>
            );
          case 'text':
            // Safe: sanitised twice, see safeHtml.
            return <div key={index} dangerouslySetInnerHTML={{ __html: safeHtml(block.markdown) }} />;
        }
      })}
    </div>
  );
}

function Heading({ level, text, id }: Extract<Block, { kind: 'heading' }>) {
  const styles = useStyles2(getStyles);
  // The page's own title is the only first-level heading.
  const Tag = (['h2', 'h2', 'h3', 'h4', 'h5', 'h6'] as const)[level - 1];
  return (
    <Tag id={id} tabIndex={-1} className={styles.heading}>
      {text}
    </Tag>
  );
}

function headingBefore(blocks: Block[], index: number): string {
  const heading = blocks.slice(0, index).findLast((block) => block.kind === 'heading');
  return heading?.kind === 'heading' ? heading.text : '';
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({
    ...theme.typography.body,
    overflowWrap: 'anywhere',
    'p, ul, ol, blockquote, table': { margin: theme.spacing(0, 0, 1.5), maxWidth: '75ch' },
    'ul, ol': { paddingLeft: theme.spacing(3) },
    'li + li': { marginTop: theme.spacing(0.75) },
    'p a, li a, td a': { color: theme.colors.text.link, textDecoration: 'underline' },
    table: { display: 'block', overflowX: 'auto', borderCollapse: 'collapse' },
    'th, td': {
      padding: theme.spacing(0.5, 1.5, 0.5, 0),
      textAlign: 'left',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    'code:not(pre code)': { fontSize: theme.typography.bodySmall.fontSize },
  }),
  heading: css({
    scrollMarginTop: theme.spacing(12),
    margin: theme.spacing(3, 0, 1),
    'h2&': { ...theme.typography.h4 },
    'h3&': { ...theme.typography.h5 },
    '&:first-child': { marginTop: 0 },
    '&:focus': { outline: 'none' },
  }),
  block: css({ marginBottom: theme.spacing(2) }),
});
