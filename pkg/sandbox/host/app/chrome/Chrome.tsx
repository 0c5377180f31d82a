import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, ToolbarButton, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { Breadcrumbs } from './Breadcrumbs.tsx';
import { Logo } from './Logo.tsx';
import { NavMenu } from './NavMenu.tsx';
import { RoleSwitch } from './RoleSwitch.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';

const MENU_WIDTH = 300;
/** From this width on, Grafana keeps the menu open beside the page. */
const DOCKED = '(min-width: 1200px)';

/** The frame around every page: menu, breadcrumbs, switches for theme and role. */
export function Chrome({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const wide = useMediaQuery(DOCKED);
  const { pathname } = useLocation();
  // Open from the start where there is room; elsewhere only until the reader has arrived somewhere.
  const [chosen, setChosen] = useState<{ open: boolean; at: string }>();
  const open = wide ? chosen?.open !== false : chosen?.open === true && chosen.at === pathname;
  const setOpen = (next: boolean) => setChosen({ open: next, at: pathname });
  const docked = wide && open;

  return (
    <div className={styles.view}>
      <a href="#pageContent" className={styles.skip} data-native-link>
        Skip to main content
      </a>
      {open && !wide && <div className={styles.backdrop} onClick={() => setOpen(false)} data-testid="menu-backdrop" />}
      {open && (
        <nav
          aria-label="Navigation"
          data-testid="data-testid navigation mega-menu"
          className={cx(styles.menu, !wide && styles.floating)}
        >
          <div className={styles.menuHeader}>
            <a href="/" className={styles.brand}>
              <Logo />
              <span>Stand-in for Grafana</span>
            </a>
            <IconButton name="web-section-alt" aria-label="Close menu" onClick={() => setOpen(false)} size="lg" />
          </div>
          <NavMenu />
        </nav>
      )}
      <header className={cx(styles.top, docked && styles.beside)}>
        {!open && (
          <ToolbarButton
            narrow
            aria-label="Open menu"
            id="mega-menu-toggle"
            onClick={() => setOpen(true)}
            icon="bars"
          />
        )}
        <Breadcrumbs />
        <div className={styles.actions}>
          <ThemeSwitch />
          <RoleSwitch />
        </div>
      </header>
      <main id="pageContent" tabIndex={-1} className={cx(styles.main, docked && styles.besideMain)}>
        {children}
      </main>
    </div>
  );
}

function useMediaQuery(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const update = () => setMatches(list.matches);
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return matches;
}

const getStyles = (theme: GrafanaTheme2) => ({
  view: css({
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100vh',
    background: theme.colors.background.primary,
  }),
  skip: css({
    position: 'fixed',
    top: -1000,
    '&:focus': {
      top: theme.spacing(1),
      left: theme.spacing(1),
      padding: theme.spacing(1, 2),
      background: theme.colors.background.elevated,
      zIndex: theme.zIndex.portal,
    },
  }),
  menu: css({
    position: 'fixed',
    zIndex: theme.zIndex.navbarFixed,
    top: 0,
    bottom: 0,
    left: 0,
    width: MENU_WIDTH,
    maxWidth: '100vw',
    display: 'flex',
    flexDirection: 'column',
    background: theme.colors.background.primary,
    borderRight: `1px solid ${theme.colors.border.weak}`,
  }),
  floating: css({ zIndex: theme.zIndex.sidemenu + 1, boxShadow: theme.shadows.z3 }),
  backdrop: css({
    position: 'fixed',
    inset: 0,
    zIndex: theme.zIndex.sidemenu,
    background: theme.components.overlay.background,
  }),
  menuHeader: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    flexShrink: 0,
    height: 40,
    padding: theme.spacing(0, 1.5),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  brand: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  top: css({
    position: 'fixed',
    zIndex: theme.zIndex.navbarFixed,
    top: 0,
    left: 0,
    right: 0,
    height: 40,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0, 1),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  beside: css({ left: MENU_WIDTH, paddingLeft: theme.spacing(4) }),
  actions: css({ marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: theme.spacing(1), flexShrink: 0 }),
  main: css({
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    paddingTop: 40,
    '&:focus': { outline: 'none' },
  }),
  besideMain: css({ paddingLeft: MENU_WIDTH }),
});
