import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TextLink, useStyles2 } from '@grafana/ui';
import { contactLink } from '@devdiag/engine/settings/contacts';
import { setupUrl } from '../../../grafana/links';
import { useRunbook } from '../site/RunbookContext';

/** How a contact is reached at this site; where nobody has said so, who can. */
export function ContactDetails({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const { site } = useRunbook();
  const details = site.settings?.contacts?.[id];
  if (details === undefined) {
    return site.access.canConfigure ? (
      <TextLink href={setupUrl()} variant="bodySmall">
        {t('runbook.contact.enter', 'Enter how to reach them')}
      </TextLink>
    ) : (
      <span className={styles.missing}>
        {t('runbook.contact.missing', 'Not entered yet: an Admin can, on the configuration page')}
      </span>
    );
  }
  const link = contactLink(details);
  if (link === null) {
    return <span className={styles.details}>{details}</span>;
  }
  const isSite = link.startsWith('https:');
  return (
    <a href={link} className={styles.link} {...(isSite ? { target: '_blank', rel: 'noopener noreferrer' } : {})}>
      {details.replace(/^(mailto|tel):/, '')}
      {isSite && <span className="sr-only"> {t('runbook.link.outside', '(another site, opens in a new tab)')}</span>}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  details: css({ overflowWrap: 'anywhere' }),
  link: css({
    color: theme.colors.text.link,
    textDecoration: 'underline',
    overflowWrap: 'anywhere',
    // As in a page's text, beside which contacts stand, too.
    '&[target=_blank]::after': { content: '"\\00a0↗"' },
  }),
  missing: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
