import { EventBusSrv } from '@grafana/data';

/** The bus that plugins reach through `getAppEvents()`: notifications, theme changes. */
export const appEvents = new EventBusSrv();
