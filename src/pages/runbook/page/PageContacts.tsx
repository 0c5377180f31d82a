import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { CONTACTS } from '@devdiag/catalog/contacts';
import type { PageBlock } from '@devdiag/catalog/types';
import { parseInlines } from '@devdiag/engine/runbook/inline';
import { textsOf } from '@devdiag/engine/runbook/parse';
import { ContactDetails } from '../blocks/ContactDetails';

/** How to reach those whom the page's texts name; the names there lead here. */
export function PageContacts({ blocks }: { blocks: PageBlock[] }) {
  const styles = useStyles2(getStyles);
  const named = new Set(
    blocks
      .flatMap(textsOf)
      .flatMap((text) => parseInlines(text).pieces)
      .flatMap((piece) => (piece.kind === 'contact' ? [piece.argument] : []))
  );
  const contacts = CONTACTS.filter(({ id }) => named.has(id));
  if (contacts.length === 0) {
    return null;
  }
  const label = t('runbook.contact.whom', 'Whom to turn to');
  return (
    <section aria-label={label}>
      <div className={styles.title}>{label}</div>
      <ul className={styles.list}>
        {contacts.map(({ id, title }) => (
          <li key={id} id={`contact-${id}`} tabIndex={-1} className={styles.contact}>
            <span className={styles.name}>{title}</span>
            <ContactDetails id={id} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({
    ...theme.typography.bodySmall,
    fontWeight: theme.typography.fontWeightMedium,
    marginBottom: theme.spacing(0.5),
  }),
  list: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    margin: 0,
    padding: 0,
    listStyle: 'none',
    '@container runbook (max-width: 1099px)': {
      flexDirection: 'row',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 4),
      // Further lists of the page space their items, which here have a gap.
      '&& > li + li': { marginTop: 0 },
    },
  }),
  contact: css({
    display: 'flex',
    flexDirection: 'column',
    ...theme.typography.bodySmall,
    scrollMarginTop: theme.spacing(12),
  }),
  name: css({ color: theme.colors.text.secondary }),
});
