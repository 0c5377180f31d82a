import { css } from '@emotion/css';
import { AppEvents, type GrafanaTheme2 } from '@grafana/data';
import { Alert, Portal, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { appEvents } from '../services/appEvents.ts';

type Severity = 'success' | 'warning' | 'error' | 'info';

interface Toast {
  id: number;
  severity: Severity;
  title: string;
  text?: string;
}

const EVENTS = [
  { event: AppEvents.alertSuccess, severity: 'success' },
  { event: AppEvents.alertInfo, severity: 'info' },
  { event: AppEvents.alertWarning, severity: 'warning' },
  { event: AppEvents.alertError, severity: 'error' },
] as const;

/** How long Grafana shows them, in milliseconds. */
const SHOWN_FOR: Record<Severity, number> = { success: 3000, info: 3000, warning: 5000, error: 7000 };

let nextId = 1;

/** Notifications that plugins send through `getAppEvents()`. */
export function Toasts() {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<Toast[]>([]);

  useEffect(() => {
    const remove = (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id));
    const add = (severity: Severity, payload: unknown) => {
      const [title, text] = Array.isArray(payload) ? payload : [payload];
      const toast = { id: nextId++, severity, title: describe(title), text: text ? describe(text) : undefined };
      setToasts((shown) => {
        const repeated = shown.some((other) => other.title === toast.title && other.text === toast.text);
        return repeated ? shown : [...shown, toast];
      });
      window.setTimeout(() => remove(toast.id), SHOWN_FOR[severity]);
    };
    const unsubscribe = EVENTS.map(({ event, severity }) => {
      const listener = (payload: unknown) => add(severity, payload);
      appEvents.on(event, listener);
      return () => appEvents.off(event, listener);
    });
    return () => unsubscribe.forEach((off) => off());
  }, []);

  return (
    <Portal>
      <div className={styles.list} role="region" aria-label="Notifications">
        {toasts.map(({ id, severity, title, text }) => (
          <Alert
            key={id}
            severity={severity}
            title={title}
            elevated
            onRemove={() => setToasts((shown) => shown.filter((toast) => toast.id !== id))}
          >
            {text}
          </Alert>
        ))}
      </div>
    </Portal>
  );
}

function describe(value: unknown): string {
  return value instanceof Error ? value.message : String(value);
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    position: 'fixed',
    zIndex: theme.zIndex.portal,
    top: 48,
    right: theme.spacing(1),
    width: 400,
    maxWidth: `calc(100vw - ${theme.spacing(2)})`,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
  }),
});
