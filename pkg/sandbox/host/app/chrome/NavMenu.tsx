import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, NavModelItem } from '@grafana/data';
import { Icon, IconButton, toIconName, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { useChromeState } from './chromeState.ts';
import { navTree } from './nav.ts';

/** The menu's items: sections with what is below them, as far as the signed-in person may see it. */
export function NavMenu() {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {navTree().map((item) => (
        <NavItem key={item.id ?? item.text} item={item} level={0} />
      ))}
    </ul>
  );
}

function NavItem({ item, level }: { item: NavModelItem; level: number }) {
  const styles = useStyles2(getStyles);
  const { section } = useChromeState();
  const children = item.children ?? [];
  const active = section.at(-1)?.url === item.url;
  const hasActiveChild = !active && section.some((parent) => parent.url === item.url);
  // Follows the page until the reader has said otherwise for this page.
  const [chosen, setChosen] = useState<{ expanded: boolean; active: string | undefined }>();
  const page = section.at(-1)?.url;
  const expanded = chosen && (chosen.active === page || !hasActiveChild) ? chosen.expanded : hasActiveChild;
  const setExpanded = (next: boolean) => setChosen({ expanded: next, active: page });

  return (
    <li>
      <div className={styles.item} style={{ paddingLeft: Math.max(0, level - 1) * 24 }}>
        <a
          href={item.url}
          className={cx(
            styles.link,
            active && styles.active,
            hasActiveChild && styles.parent,
            level > 0 && styles.below
          )}
          aria-current={active ? 'page' : undefined}
        >
          {level === 0 && item.icon && (
            <Icon name={toIconName(item.icon) ?? 'link'} size="lg" className={styles.icon} />
          )}
          <span className={styles.text}>{item.text}</span>
        </a>
        <span className={styles.toggle}>
          {children.length > 0 && (
            <IconButton
              name={expanded ? 'angle-up' : 'angle-down'}
              aria-label={`${expanded ? 'Collapse' : 'Expand'} section: ${item.text}`}
              aria-expanded={expanded}
              onClick={() => setExpanded(!expanded)}
              size="md"
              variant="secondary"
            />
          )}
        </span>
      </div>
      {expanded && children.length > 0 && (
        <ul className={styles.children}>
          {children.map((child) => (
            <NavItem key={child.id ?? child.text} item={child} level={level + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ overflowY: 'auto', flexGrow: 1, listStyle: 'none', margin: 0, padding: theme.spacing(1, 1, 2, 1) }),
  children: css({ listStyle: 'none', margin: 0, padding: 0 }),
  item: css({ display: 'flex', alignItems: 'center', height: theme.spacing(4), gap: theme.spacing(1.5) }),
  link: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    flexGrow: 1,
    minWidth: 0,
    height: '100%',
    paddingLeft: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    position: 'relative',
    '&:hover': { color: theme.colors.text.primary, textDecoration: 'underline' },
    '&:focus-visible': {
      boxShadow: 'none',
      outline: `2px solid ${theme.colors.primary.main}`,
      outlineOffset: '-2px',
    },
  }),
  below: css({ marginLeft: theme.spacing(4.75), paddingLeft: theme.spacing(1.25) }),
  parent: css({ color: theme.colors.text.primary }),
  active: css({
    color: theme.colors.text.primary,
    background: theme.colors.action.selected,
    borderRadius: theme.shape.radius.default,
    '&::before': {
      content: '""',
      position: 'absolute',
      left: 0,
      top: 0,
      bottom: 0,
      width: theme.spacing(0.5),
      borderRadius: theme.shape.radius.default,
      backgroundImage: theme.colors.gradients.brandVertical,
    },
  }),
  icon: css({ width: theme.spacing(3), flexShrink: 0 }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  toggle: css({ width: theme.spacing(3), flexShrink: 0, display: 'flex', justifyContent: 'center' }),
});
