import React from 'react';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { config, getBackendSrv, getDataSourceSrv, hasPermission } from '@grafana/runtime';
import { SettingsEditor } from './SettingsEditor';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: jest.fn(),
  hasPermission: jest.fn(),
}));

// The page has dozens of inputs, and typing draws it anew with every letter.
jest.setTimeout(30_000);

const get = jest.fn();
const post = jest.fn();

function open(jsonData: object, { admin = true } = {}) {
  jest.mocked(hasPermission).mockReturnValue(admin);
  jest.mocked(getBackendSrv).mockReturnValue({ get, post } as unknown as ReturnType<typeof getBackendSrv>);
  jest.mocked(getDataSourceSrv).mockReturnValue({
    getList: () => [{ name: 'DevDiag Postgres', uid: 'pg', type: 'grafana-postgresql-datasource', isDefault: true }],
  } as unknown as ReturnType<typeof getDataSourceSrv>);
  config.bootData = { user: { orgId: 1, orgName: 'Main Org.' } } as unknown as typeof config.bootData;
  get.mockResolvedValue({ enabled: true, pinned: true, jsonData });
  post.mockResolvedValue({});
  const user = userEvent.setup();
  render(
    <MemoryRouter>
      <SettingsEditor />
    </MemoryRouter>
  );
  return user;
}

const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label, { selector: 'input' });
const sent = () => post.mock.calls[0][1].jsonData;

beforeEach(() => {
  // Lists measure their longest option and watch their edges; jsdom draws nothing.
  HTMLCanvasElement.prototype.getContext = (() => ({ measureText: () => ({ width: 1 }) })) as never;
  HTMLElement.prototype.scrollIntoView = () => undefined;
  window.IntersectionObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  } as never;
  jest.resetAllMocks();
  localStorage.clear();
});

describe('the configuration page', () => {
  it('saves what was changed and nothing else', async () => {
    const user = open({ datasourceUid: 'pg', other: { kept: true } });
    const schema = await field('Schema name');
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.clear(schema);
    await user.type(schema, 'ops');
    expect(screen.getByText('1 change is not saved yet.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^Saved\./)).toBeVisible();
    expect(sent()).toEqual({ datasourceUid: 'pg', other: { kept: true }, schema: 'ops', savedAt: expect.any(String) });
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('refuses an invalid value with a sentence beside its field, and saves nothing', async () => {
    const user = open({ datasourceUid: 'pg' });
    const schema = await field('Schema name');
    await user.clear(schema);
    await user.type(schema, 'de"v');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Nothing was saved: 1 setting has/)).toBeVisible();
    expect(schema).toBeInvalid();
    expect(schema).toHaveAccessibleDescription(/letters, digits and underscores/);
    await waitFor(() => expect(schema).toHaveFocus());
    expect(post).not.toHaveBeenCalled();
  });

  it('takes thresholds in human units, shows the default and goes back to it', async () => {
    const user = open({ thresholds: { 'stale-data': { warn: 60 } } });
    await user.click(await screen.findByRole('button', { name: /^Data freshness/ }));
    const group = within(screen.getByTestId('setting setting-thresholds-stale-data-warn'));
    expect(group.getByRole('textbox')).toHaveValue('60');
    expect(group.getByText('Default: 120 minutes')).toBeVisible();
    await user.click(group.getByRole('button', { name: /Reset Data freshness: Warn after/ }));
    expect(group.getByRole('textbox')).toHaveValue('120');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(post).toHaveBeenCalled());
    expect(sent()).toEqual({ savedAt: expect.any(String) });
  });

  it('opens the check whose threshold is refused', async () => {
    open({ thresholds: { 'stale-data': { warn: 1 } } });
    expect(await screen.findByText('Enter a number from 5 to 100,000 minutes.')).toBeVisible();
  });

  it('discards what was entered', async () => {
    const user = open({ schema: 'ops' });
    const schema = await field('Schema name');
    await user.type(schema, 'x');
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(schema).toHaveValue('ops');
  });

  it('tells when somebody else changed the same setting, and lets the person decide', async () => {
    const user = open({ schema: 'old' });
    const schema = await field('Schema name');
    get.mockResolvedValue({ enabled: true, pinned: true, jsonData: { schema: 'theirs' } });
    await user.type(schema, 'er');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Somebody else changed the same settings/)).toBeVisible();
    expect(post).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Discard mine and show theirs' }));
    await waitFor(() => expect(schema).toHaveValue('theirs'));
  });

  it('keeps what was entered when saving fails', async () => {
    const user = open({});
    const schema = await field('Schema name');
    await user.clear(schema);
    await user.type(schema, 'ops');
    post.mockRejectedValue({ status: 403, data: {}, config: { url: '' } });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Only an Admin of this organisation/)).toBeVisible();
    expect(schema).toHaveValue('ops');
    expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled();
  });

  it('is read-only for everybody else, and says whom to ask', async () => {
    open({ datasourceUid: 'pg' }, { admin: false });
    expect(await screen.findByText(/Ask an Admin of the organisation "Main Org\."/)).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Schema name' })).toHaveAttribute('readonly');
    expect(screen.getByRole('combobox', { name: 'PostgreSQL data source' })).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Reset/ })).not.toBeInTheDocument();
  });

  it('shows the first steps until a data source is chosen', async () => {
    const user = open({});
    expect(await screen.findByText('Three steps to begin')).toBeVisible();
    await user.click(screen.getByRole('combobox', { name: 'PostgreSQL data source' }));
    await user.keyboard('{ArrowDown}{Enter}');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^Saved\./)).toBeVisible();
    expect(sent()).toMatchObject({ datasourceUid: 'pg' });
    expect(screen.queryByText('Three steps to begin')).not.toBeInTheDocument();
  });

  it('says when the app is provisioned from a file, or what was saved here is gone', async () => {
    open({ provisioned: true });
    expect(await screen.findByText('This app is provisioned from a file')).toBeVisible();
    localStorage.setItem('devdiag-ops-app.savedAt.1', '2026-01-01T00:00:00.000Z');
    open({});
    expect(await screen.findByText('The settings that you saved here are gone')).toBeVisible();
  });

  it('says that a chosen data source is gone', async () => {
    open({ datasourceUid: 'removed' });
    expect(await screen.findByText(/This data source is gone or hidden from you/)).toBeVisible();
  });
});
