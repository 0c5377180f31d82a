import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/**
 * A page on paper: alone, without Grafana around it, without buttons, everything open, links with their addresses.
 * What isn't the page, inside it or around it is taken away; what is around it loses its paddings and its scrolling.
 */
export const getPrintStyles = (theme: GrafanaTheme2): string => css`
  @media print {
    html:has(&) {
      background: #fff !important;
      color-scheme: light !important;
    }
    body:has(&) *:not(:has(&)):not(&):not(& *) {
      display: none !important;
    }
    :is(body, body *):has(&) {
      display: block !important;
      position: static !important;
      width: auto !important;
      height: auto !important;
      min-height: 0 !important;
      margin: 0 !important;
      padding: 0 !important;
      overflow: visible !important;
      background: none !important;
      transform: none !important;
    }
    & * {
      color: black !important;
      background: none !important;
      box-shadow: none !important;
    }
    & :is(button, .devdiag-no-print) {
      display: none !important;
    }
    & h1 {
      font-size: ${theme.typography.h2.fontSize};
    }
    & a[href]:not([data-here])::after {
      content: ' (' attr(href) ')';
      font-size: 85%;
      font-weight: normal;
      overflow-wrap: anywhere;
    }
    & :is(pre, table, div) {
      max-height: none !important;
      overflow: visible !important;
    }
    & :is(div:has(> article), article, article > div) {
      display: block !important;
    }
    & article > div > div {
      position: static !important;
      width: auto;
      max-width: none;
      margin-bottom: ${theme.spacing(2)};
    }
  }
`;
