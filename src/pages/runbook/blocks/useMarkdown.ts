import { useCallback } from 'react';
import { useLocation } from 'react-router-dom';
import { locationUtil } from '@grafana/data';
import { t } from '@grafana/i18n';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import { CONTACTS } from '@devdiag/catalog/contacts';
import type { Settings } from '@devdiag/catalog/types';
import { fillInlines } from '@devdiag/engine/runbook/inline';
import type { PageLink } from '@devdiag/engine/runbook/links';
import { findPage } from '../library/pages';
import { pageUrl } from '../site/addresses';
import { useRunbook } from '../site/RunbookContext';
import { safeHtml } from './safeHtml';

const THRESHOLDS = new Map(CHECK_DEFINITIONS.map(({ id, thresholds }) => [id, thresholds]));

/** Turns a page's Markdown into safe HTML: words filled in, links as they are here. */
export function useMarkdown(): (markdown: string) => string {
  const { pathname, search } = useLocation();
  const { site } = useRunbook();
  const { settings, parameters } = site;
  return useCallback(
    (markdown) => {
      const target = (link: PageLink) => {
        switch (link.kind) {
          case 'page': {
            const page = findPage(link.id);
            return page && pageUrl(page.id, parameters, link.anchor);
          }
          case 'anchor':
            // Grafana has a base address, to which a bare "#anchor" would belong.
            return locationUtil.assureBaseUrl(`${locationUtil.stripBaseFromUrl(pathname)}${search}#${link.anchor}`);
          case 'grafana':
            return locationUtil.assureBaseUrl(link.path);
          case 'outside':
            return link.address;
          case 'unknown':
            return undefined;
        }
      };
      const words = filledIn(markdown, settings);
      return safeHtml(words, target, t('runbook.link.outside', '(another site, opens in a new tab)'));
    },
    [pathname, search, settings, parameters]
  );
}

/** A text with its words filled in; contacts lead to their details on the same page. */
export function filledIn(markdown: string, settings: Settings | undefined): string {
  return fillInlines(markdown, {
    settings,
    thresholds: THRESHOLDS,
    contacts: CONTACTS.map(({ id, title }) => ({ id, title: `[${title}](#contact-${id})` })),
  });
}
