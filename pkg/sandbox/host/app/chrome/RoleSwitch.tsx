import { Dropdown, Menu, ToolbarButton } from '@grafana/ui';
import { currentUser } from '../boot.ts';

const ROLES = ['Viewer', 'Editor', 'Admin'] as const;

/** Signs in as another of the three people. The page is loaded anew: in Grafana, too, a role begins with a page load. */
export function RoleSwitch() {
  const role = currentUser().orgRole;
  const menu = (
    <Menu ariaLabel="Role">
      {ROLES.map((name) => (
        <Menu.Item
          key={name}
          role="menuitemradio"
          label={name}
          ariaChecked={name === role}
          active={name === role}
          icon={name === role ? 'check' : undefined}
          onClick={() => void switchRole(name)}
        />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <ToolbarButton icon="user" isOpen={false} aria-label={`Role: ${role}. Switch role`} data-testid="role-switch">
        {role}
      </ToolbarButton>
    </Dropdown>
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
