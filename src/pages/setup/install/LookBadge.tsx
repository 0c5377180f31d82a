import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, useStyles2, type BadgeProps } from '@grafana/ui';

/** Grafana's badge, whose grey words are too pale to be read on the light theme. */
export function LookBadge(props: Pick<BadgeProps, 'text' | 'color' | 'icon' | 'className'>) {
  const styles = useStyles2(getStyles);
  return <Badge {...props} className={cx(props.className, props.color === 'darkgrey' && styles.grey)} />;
}

const getStyles = (theme: GrafanaTheme2) => ({ grey: css({ color: theme.colors.text.secondary }) });
