import { createTheme, type GrafanaTheme2 } from '@grafana/data';
import { config, ThemeChangedEvent } from '@grafana/runtime';
import { appEvents } from '../services/appEvents.ts';

const COOKIE = 'standin_theme';

/** Switches between dark and light without loading the page anew; the choice lasts until the browser is closed. */
export function switchTheme(): void {
  const theme = createTheme({ colors: { mode: config.theme2.isDark ? 'light' : 'dark' } });
  document.cookie = `${COOKIE}=${theme.colors.mode};path=/;samesite=lax`;
  applyTheme(theme);
  appEvents.publish(new ThemeChangedEvent(theme));
}

/** Makes a theme known to those who read it from `config`, and to the browser's own controls. */
export function applyTheme(theme: GrafanaTheme2): void {
  config.theme2 = theme;
  config.theme = theme.v1;
  config.bootData.user.lightTheme = theme.isLight;
  document.documentElement.style.colorScheme = theme.colors.mode;
  document.body.className = `theme-${theme.colors.mode} app-grafana`;
}
