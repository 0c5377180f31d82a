import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** How the text of a page looks, whatever Markdown it came from. */
export const getTextStyles = (theme: GrafanaTheme2): string =>
  css({
    ...theme.typography.body,
    overflowWrap: 'anywhere',
    'p, ul, ol, blockquote, .devdiag-markdown > table': { margin: theme.spacing(0, 0, 1.5), maxWidth: '75ch' },
    'ul, ol': { paddingLeft: theme.spacing(3) },
    'li + li': { marginTop: theme.spacing(0.75) },
    'p a, li a, td a, span a': { color: theme.colors.text.link, textDecoration: 'underline' },
    'a[target=_blank]::after': { content: '"\\00a0↗"' },
    '.devdiag-markdown > table': { display: 'block', overflowX: 'auto', borderCollapse: 'collapse', maxWidth: '100%' },
    '.devdiag-markdown > table :is(th, td)': {
      padding: theme.spacing(0.5, 1.5, 0.5, 0),
      textAlign: 'left',
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    'code:not(pre code)': { fontSize: theme.typography.bodySmall.fontSize },
  });
