import { css } from '@emotion/css';
import React, { useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { CodeBlock } from '../../../components/CodeBlock';
import { testIds } from '../../../components/testIds';

interface Props {
  checkId: string;
  title: string;
  sql: string;
}

/** The query as it ran, on demand. */
export function QueryText({ checkId, title, sql }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button
        className={styles.toggle}
        size="sm"
        variant="secondary"
        fill="text"
        icon={isOpen ? 'angle-down' : 'angle-right'}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('health.check.query', 'Query')}
      </Button>
      {isOpen && (
        <CodeBlock
          label={t('health.check.query-of', 'Query: {{title}}', { title, interpolation: { escapeValue: false } })}
          code={sql}
          data-testid={testIds.health.sql(checkId)}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  toggle: css({ marginLeft: theme.spacing(-1), marginBottom: theme.spacing(0.5) }),
});
