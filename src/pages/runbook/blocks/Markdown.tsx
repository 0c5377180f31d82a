import React, { useMemo } from 'react';
import { cx } from '@emotion/css';
import { useMarkdown } from './useMarkdown';

interface Props {
  markdown: string;
  /** One paragraph within something else: its text alone. */
  inline?: boolean;
  id?: string;
  className?: string;
}

/** A text of a page. */
export function Markdown({ markdown, inline = false, id, className }: Props) {
  const render = useMarkdown();
  const html = useMemo(() => {
    const whole = render(markdown);
    return inline ? whole.replace(/^\s*<p>([\s\S]*)<\/p>\s*$/, '$1') : whole;
  }, [render, markdown, inline]);
  const Tag = inline ? 'span' : 'div';
  // Safe: sanitised twice, see safeHtml.
  return (
    <Tag id={id} className={cx(!inline && 'devdiag-markdown', className)} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
