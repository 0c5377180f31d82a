import { ThemeContext, type GrafanaTheme2 } from '@grafana/data';
import { config, ThemeChangedEvent } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import React, { useEffect, useState, type ReactNode } from 'react';
import { appEvents } from '../services/appEvents.ts';

/** Gives everything below it Grafana's theme and global styles, and follows the theme switch. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState<GrafanaTheme2>(config.theme2);
  useEffect(() => {
    const subscription = appEvents.getStream(ThemeChangedEvent).subscribe((event) => setTheme(event.payload));
    return () => subscription.unsubscribe();
  }, []);
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      {children}
      <PortalContainer />
    </ThemeContext.Provider>
  );
}
