import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { currentUser } from '../boot.ts';

const ROLES = ['Viewer', 'Editor', 'Admin'];

/** Signs in as another of the three people. The page is loaded anew: in Grafana, too, a role begins with a page load. */
export function RoleSwitch() {
  const styles = useStyles2(getStyles);
  return (
    <select
      className={styles.select}
      aria-label="Role"
      data-testid="role-switch"
      value={currentUser().orgRole}
      onChange={(event) => void switchRole(event.currentTarget.value)}
    >
      {ROLES.map((role) => (
        <option key={role}>{role}</option>
      ))}
    </select>
  );
}

async function switchRole(role: string): Promise<void> {
  await fetch('/__standin/role', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role }),
  });
  window.location.reload();
}

const getStyles = (theme: GrafanaTheme2) => ({
  select: css({
    width: 'auto',
    margin: 0,
    height: theme.spacing(theme.components.height.sm),
    padding: theme.spacing(0, 0.5),
    color: theme.colors.text.primary,
    background: theme.components.input.background,
    border: `1px solid ${theme.components.input.borderColor}`,
    borderRadius: theme.shape.radius.default,
  }),
});
