import { Alert } from '@grafana/ui';
import React from 'react';

/** In place of Grafana's panels, which exist only there. */
export function PanelRenderer({ pluginId, title }: { pluginId?: string; title?: string }) {
  return (
    <Alert severity="info" title={title || 'Panel'}>
      The panel &ldquo;{pluginId}&rdquo; is part of Grafana; the stand-in has no panels.
    </Alert>
  );
}

/** In place of what Grafana shows when a panel's data doesn't fit it. */
export function PanelDataErrorView({ message }: { message?: string }) {
  return <Alert severity="warning" title={message || 'No data'} />;
}
