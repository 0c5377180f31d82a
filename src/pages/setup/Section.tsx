import React, { useId, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** A part of the configuration page with its heading. */
export function Section({ title, description, children }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {description && <p className={styles.description}>{description}</p>}
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ marginBottom: theme.spacing(4) }),
  title: css({ ...theme.typography.h4, margin: 0 }),
  description: css({ color: theme.colors.text.secondary, margin: theme.spacing(0.5, 0, 0), maxWidth: '75ch' }),
});
