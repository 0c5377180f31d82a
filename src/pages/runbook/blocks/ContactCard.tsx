import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { CONTACTS } from '@devdiag/catalog/contacts';
import { ContactDetails } from './ContactDetails';

/** Whom to turn to, when, and how to reach them here. */
export function ContactCard({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const contact = CONTACTS.find((candidate) => candidate.id === id);
  return (
    contact && (
      <div className={styles.card}>
        <div className={styles.head}>
          <span className={styles.title}>{contact.title}</span>
          <ContactDetails id={id} />
        </div>
        <div className={styles.when}>{contact.when}</div>
      </div>
    )
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    marginBottom: theme.spacing(1),
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '@media print': { breakInside: 'avoid' },
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(0, 2) }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  when: css({ color: theme.colors.text.secondary }),
});
