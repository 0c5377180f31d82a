import { ToolbarButton, useTheme2 } from '@grafana/ui';
import React from 'react';
import { switchTheme } from '../theme/theme.ts';

/** Grafana has no icons for this. */
const SUN = (
  <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0z" />
);
const MOON = <path d="M20 14a8 8 0 1 1-10-10 6.5 6.5 0 0 0 10 10z" />;

/** Dark to light and back. */
export function ThemeSwitch() {
  const theme = useTheme2();
  const other = theme.isDark ? 'light' : 'dark';
  return (
    <ToolbarButton aria-label={`Switch to ${other} theme`} tooltip={`Switch to ${other} theme`} onClick={switchTheme}>
      <svg
        width="18"
        height="18"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        {theme.isDark ? SUN : MOON}
      </svg>
    </ToolbarButton>
  );
}
