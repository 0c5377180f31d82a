/** The installer's page over a Grafana for tests, with somebody of a certain role in front of it. */
import { configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { config } from '@grafana/runtime';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { applyPlan } from '@devdiag/installer/apply/apply';
import { desiredResources } from '@devdiag/installer/desired/desired';
import { observe } from '@devdiag/installer/observe/observe';
import { defaultOptions } from '@devdiag/installer/options';
import { makePlan } from '@devdiag/installer/plan/plan';
import type { InstallOptions } from '@devdiag/installer/types';
import { testIds } from '../../../../components/testIds';
import { Installer, type InstallerProps } from '../Installer';
import { panels, TestGrafana } from './grafana';

export type Role = 'Viewer' | 'Editor' | 'Admin';

const WRITES = ['folders:create', 'dashboards:create', 'alert.rules:create'];
const RIGHTS: Record<Role, string[]> = {
  Viewer: [],
  Editor: WRITES,
  Admin: [...WRITES, 'datasources:create', 'alert.notifications:write', 'plugins:write'],
};

let rights = new Set<string>();
export const hasPermission = (action: string) => rights.has(action);

export const SETTINGS = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
).settings;
export const DATASOURCE = 'pg';

// Asking jsdom for the style of every element, to leave hidden ones out, takes most of a test's time.
configure({ defaultHidden: true });

/** What @grafana/ui measures and watches, and jsdom does not have. */
export function fillInJsdom(): void {
  HTMLCanvasElement.prototype.getContext = (() => ({ measureText: () => ({ width: 1 }) })) as never;
  HTMLElement.prototype.scrollIntoView = () => undefined;
  // Lists draw only what has room.
  const size = { width: 400, height: 400, top: 0, left: 0, bottom: 400, right: 400, x: 0, y: 0 };
  Element.prototype.getBoundingClientRect = () => ({ ...size, toJSON: () => size });
  for (const side of ['offsetWidth', 'offsetHeight']) {
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, value: 400 });
  }
  window.IntersectionObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  } as never;
}

/** Installs as an Admin did earlier. */
export async function installed(grafana: TestGrafana, change: Partial<InstallOptions> = {}): Promise<void> {
  const options = { ...defaultOptions(DATASOURCE, SETTINGS), ...change };
  const desired = desiredResources(options, SETTINGS);
  const plan = makePlan(desired, await observe(grafana, desired, options));
  const report = await applyPlan({ plan, transport: grafana });
  expect(report.result).toBe('installed');
  grafana.writes();
}

/** Opens the page and waits until it knows what is there. */
export async function open(grafana: TestGrafana, role: Role = 'Admin', props: Partial<InstallerProps> = {}) {
  rights = new Set(RIGHTS[role]);
  config.bootData = { user: { orgId: 1, orgName: 'Main Org.' } } as unknown as typeof config.bootData;
  const user = userEvent.setup({ delay: null });
  const beforeInstall = jest.fn(async () => true);
  const page = (more: Partial<InstallerProps> = {}) => (
    <MemoryRouter>
      <Installer
        transport={grafana}
        queries={panels()}
        settings={SETTINGS}
        stored={SETTINGS}
        datasourceUid={DATASOURCE}
        beforeInstall={beforeInstall}
        {...props}
        {...more}
      />
    </MemoryRouter>
  );
  const view = render(page());
  await waitFor(() =>
    expect(screen.queryByText(/Looking at what is installed|^(Planning|Loading)$/)).not.toBeInTheDocument()
  );
  return { user, beforeInstall, change: (more: Partial<InstallerProps>) => view.rerender(page(more)) };
}

export const item = (key: string) => screen.findByTestId(testIds.install.item(key));
export const status = () => screen.getByTestId(testIds.install.state());
export const button = (name: string | RegExp) => screen.getByRole('button', { name });
/** The row of a resource, opened. */
export async function opened(user: ReturnType<typeof userEvent.setup>, key: string) {
  const row = await item(key);
  const [toggle] = within(row).getAllByRole('button');
  if (toggle.getAttribute('aria-expanded') === 'false') {
    await user.click(toggle);
  }
  return within(row);
}

/** Puts a text in place of the one that is there, at once: typing draws the page anew with every letter. */
export async function retype(label: string, text: string): Promise<void> {
  const input = await screen.findByRole('textbox', { name: label });
  fireEvent.change(input, { target: { value: text } });
  fireEvent.blur(input);
}
