import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import type { CheckResult } from '@devdiag/engine/report/report';
import { OutcomeBadge } from '../../../components/OutcomeBadge';

interface Props {
  check: CheckResult;
  /** The check on Health. */
  href: string;
}

/** A check's outcome and its sentence. */
export function CheckLine({ check, href }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.line}>
      <OutcomeBadge outcome={check.outcome} />
      <span>
        <TextLink href={href}>{check.title}</TextLink> {check.message}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1.5), overflowWrap: 'anywhere' }),
});
