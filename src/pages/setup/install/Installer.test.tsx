import { screen, waitFor, within } from '@testing-library/react';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { testIds } from '../../../components/testIds';
import { TestGrafana } from './testing/grafana';
import { button, fillInJsdom, installed, item, open, opened, retype, SETTINGS, status } from './testing/page';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  hasPermission: (action: string) => jest.requireActual('./testing/page').hasPermission(action),
  getDataSourceSrv: () => ({ getList: () => [] }),
}));

// Whole pages, many times over: on a machine that does other things, too, that takes a while.
jest.setTimeout(240_000);

const STALLED = 'rule/devdiag-runs-stalled';
const RULES = '/api/v1/provisioning/alert-rules';

let grafana: TestGrafana;
beforeEach(() => {
  fillInJsdom();
  grafana = new TestGrafana();
});

describe('in a new Grafana', () => {
  it.each(['Admin', 'Editor'] as const)('an %s sees the plan, and one click installs and verifies', async (role) => {
    const { user, beforeInstall } = await open(grafana, role);
    expect(status()).toHaveTextContent('Nothing is installed yet.');
    expect(screen.getByRole('heading', { name: 'Plan: 9 to create' })).toBeVisible();
    expect(await item(STALLED)).toHaveTextContent(/Diagnostic runs stalled.*120 minutes for 5 min · critical.*Create/);
    expect(screen.queryByRole('button', { name: 'Verify' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Uninstall/ })).not.toBeInTheDocument();
    await user.click(button('Install'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    expect(beforeInstall).toHaveBeenCalledTimes(1);
    expect(status()).toHaveTextContent('Up to date');
    expect(grafana.rules.size).toBe(ALERTS.length);
    const rule = screen.getByTestId(testIds.install.rule('devdiag-runs-stalled'));
    expect(rule).toHaveTextContent(/Normal.*less than a minute.*by \d\d:\d\d/);
    expect(within(rule).getByRole('link', { name: 'Playbook' })).toHaveAttribute(
      'href',
      expect.stringContaining('/a/devdiag-ops-app/runbook/')
    );
    expect(screen.getAllByText('3 rows')).toHaveLength(8);
    expect(button('Uninstall …')).toBeEnabled();
  });

  it('a Viewer sees the same plan, what is missing and whom to ask', async () => {
    const { user } = await open(grafana, 'Viewer');
    expect(await screen.findByText('You may look, not install')).toBeVisible();
    expect(
      screen.getByText(/may not write folders, dashboards, alert rules\. Ask an Editor or Admin of "Main Org\."/)
    ).toBeVisible();
    expect(button('Install')).toBeDisabled();
    await user.click(button('Options'));
    expect(await screen.findByRole('checkbox', { name: 'Diagnostic runs stalled' })).toBeDisabled();
    expect(screen.getByRole('textbox', { name: 'Prefix' })).toHaveAttribute('readonly');
    await user.click(button('Export'));
    expect(await screen.findByRole('radio', { name: 'Provisioning' })).toBeChecked();
    expect(grafana.writes()).toEqual([]);
  });

  it.each([
    ['Admin', /Choose or create one above/],
    ['Viewer', /Ask an Admin of your organisation to choose one/],
  ] as const)('without a data source an %s is told what comes first', async (role, words) => {
    await open(grafana, role, { datasourceUid: '' });
    expect(screen.getByText(words)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Install' })).not.toBeInTheDocument();
  });

  it('what would be sent is shown on demand, before anything is', async () => {
    const { user } = await open(grafana);
    const row = await opened(user, 'folder/devdiag-alerts');
    await user.click(row.getByRole('button', { name: 'What would be sent' }));
    expect(await row.findByText('POST /api/folders')).toBeVisible();
    expect(row.getByRole('group', { name: 'Request for DevDiag Alerts' })).toHaveTextContent('"uid": "devdiag-alerts"');
    const rule = await opened(user, STALLED);
    await user.click(rule.getByRole('button', { name: 'What would be sent' }));
    expect(await rule.findByRole('group', { name: 'Request for Diagnostic runs stalled' })).toHaveTextContent(
      /^X-Disable-Provenance: true \{/
    );
    expect(grafana.writes()).toEqual([]);
  });

  it('nothing is installed when the settings could not be saved first', async () => {
    const { user } = await open(grafana, 'Admin', { beforeInstall: async () => false });
    await user.click(button('Install'));
    await waitFor(() => expect(button('Install')).toBeEnabled());
    expect(grafana.writes()).toEqual([]);
  });

  it('what cannot be read is told, and asked again', async () => {
    grafana.fault = () => ({ status: 500, body: { message: 'database is locked' } });
    const { user } = await open(grafana);
    expect(screen.getByText('What is installed could not be read')).toBeVisible();
    expect(screen.getByText(/database is locked/)).toBeVisible();
    grafana.fault = () => undefined;
    await user.click(button('Try again'));
    expect(await screen.findByText('Nothing is installed yet.')).toBeVisible();
  });
});

describe('the plan says', () => {
  it('unchanged: up to date, nothing to install, everything on demand', async () => {
    await installed(grafana);
    const { user } = await open(grafana);
    expect(status()).toHaveTextContent('Up to date');
    expect(screen.queryByRole('button', { name: /^(Install|Update)$/ })).not.toBeInTheDocument();
    await user.click(button('What is installed'));
    expect(await item(STALLED)).toHaveTextContent('Unchanged');
  });

  it('update: which fields, from what to what, and updates only those', async () => {
    await installed(grafana);
    const { user, change } = await open(grafana);
    const settings = { ...SETTINGS, timeZone: 'Europe/Paris' };
    change({ settings, stored: settings });
    await waitFor(() => expect(status()).toHaveTextContent('Changes pending'));
    const row = await opened(user, STALLED);
    expect(row.getByText('Update')).toBeVisible();
    expect(await row.findByText('query')).toBeVisible();
    expect(row.getByRole('group', { name: 'Difference in query of Diagnostic runs stalled' })).toHaveTextContent(
      /\+ .*Europe\/Paris/
    );
    expect(row.getByText('is new in this version, these options or these settings')).toBeVisible();
    expect(row.queryByRole('radio')).not.toBeInTheDocument();
    await user.click(button('Update'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    expect(JSON.stringify(grafana.rule('devdiag-runs-stalled'))).toContain('Europe/Paris');
  });

  it('a newer version: update available, and what is new in it', async () => {
    await installed(grafana);
    rulesOfVersion('0.0.1');
    await open(grafana);
    expect(status()).toHaveTextContent('Update available');
    expect(within(status()).getAllByRole('listitem').length).toBeGreaterThan(0);
    expect(button('Update')).toBeEnabled();
  });

  it('an older version than the installed one: nothing is taken back', async () => {
    await installed(grafana);
    rulesOfVersion('99.0.0');
    await open(grafana);
    expect(status()).toHaveTextContent('Installed by a newer version');
    expect(within(status()).queryByRole('listitem')).not.toBeInTheDocument();
    expect(screen.getByText(/installed by a newer version of the plugin \(99\.0\.0/)).toBeVisible();
    expect(button('Update')).toBeDisabled();
  });

  function rulesOfVersion(version: string): void {
    for (const [uid, rule] of grafana.rules) {
      const text = JSON.stringify(rule).replace(/(?<=version\\":\\")[\d.]+/, version);
      grafana.rules.set(uid, JSON.parse(text));
    }
  }

  it('drifted: what is here, what was installed; it is kept, or taken back when somebody says so', async () => {
    await installed(grafana);
    grafana.editThreshold('devdiag-runs-stalled', 200);
    grafana.edit('devdiag-runs-stalled', { isPaused: true });
    const { user } = await open(grafana);
    const row = await opened(user, STALLED);
    expect(row.getByText('Changed here')).toBeVisible();
    expect(await row.findByText('threshold')).toBeVisible();
    expect(row.getByText('200').closest('dd')).toHaveTextContent('200 – is kept');
    expect(row.getAllByText('120')).toHaveLength(2);
    // Kept unless somebody says otherwise: there is nothing to do.
    expect(screen.queryByRole('button', { name: 'Update' })).not.toBeInTheDocument();
    await user.click(row.getByRole('radio', { name: 'Take DevDiag Ops’s' }));
    await user.click(button('Update'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    expect(grafana.thresholdOf('devdiag-runs-stalled')).toBe(120);
    // A pause is people's, whatever else is taken back.
    expect(grafana.rule('devdiag-runs-stalled').isPaused).toBe(true);
    expect(row.getByText(/^It is paused here/)).toBeVisible();
    expect(screen.getByText(/" is paused: Grafana/)).toBeVisible();
  });

  it('a conflict: nothing is done until each field is chosen, and each is chosen by itself', async () => {
    await installed(grafana);
    grafana.editThreshold('devdiag-runs-stalled', 200);
    grafana.edit('devdiag-runs-stalled', { for: '42m' });
    const { user } = await open(grafana);
    await user.click(button('Options'));
    await retype('Diagnostic runs stalled: threshold', '300');
    await retype('Diagnostic runs stalled: how long it must hold, in minutes', '20');
    await waitFor(() => expect(screen.getAllByText('Choose one')).toHaveLength(2));
    expect(screen.getByText('This is in the way')).toBeVisible();
    expect(button('Update')).toBeDisabled();
    const choice = (field: string) =>
      within(screen.getByRole('radiogroup', { name: `Which ${field} of Diagnostic runs stalled to keep` }));
    await user.click(choice('threshold').getByRole('radio', { name: 'Keep what is here' }));
    expect(button('Update')).toBeDisabled();
    await user.click(choice('for').getByRole('radio', { name: 'Take DevDiag Ops’s' }));
    expect(screen.queryByText('This is in the way')).not.toBeInTheDocument();
    await user.click(button('Update'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    expect(grafana.thresholdOf('devdiag-runs-stalled')).toBe(200);
    expect(grafana.rule('devdiag-runs-stalled').for).toBe('20m');
  });

  it('what people added may be removed', async () => {
    await installed(grafana);
    const labels = grafana.rule('devdiag-runs-stalled').labels as object;
    grafana.edit('devdiag-runs-stalled', { labels: { ...labels, theirs: 'x' } });
    const { user } = await open(grafana);
    const row = await opened(user, STALLED);
    expect(row.getByRole('radio', { name: 'Keep what is here' })).toBeChecked();
    await user.click(row.getByRole('radio', { name: 'Remove it' }));
    await user.click(button('Update'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    expect(grafana.rule('devdiag-runs-stalled').labels).toEqual(labels);
  });

  it('foreign: somebody else’s rule of the same uid is in the way, and the way out is named', async () => {
    grafana.rules.set('devdiag-runs-stalled', {
      uid: 'devdiag-runs-stalled',
      title: 'Theirs',
      folderUID: 'f',
      ruleGroup: 'g',
      data: [],
    });
    await open(grafana);
    expect(await item(STALLED)).toHaveTextContent(
      /Theirs.*Not ours.*was not installed by DevDiag Ops\. Choose a prefix/
    );
    expect(button('Install')).toBeDisabled();
  });

  it('blocked: a rule that Grafana has locked, who locked it and what to do', async () => {
    await installed(grafana);
    grafana.edit('devdiag-runs-stalled', { provenance: 'api' });
    const { user } = await open(grafana);
    expect(status()).toHaveTextContent('Up to date');
    await user.click(button('Options'));
    await retype('Diagnostic runs stalled: threshold', '300');
    await waitFor(async () => expect(await item(STALLED)).toHaveTextContent(/Blocked.*locked as provisioned \(api\)/));
    expect(status()).not.toHaveTextContent('Up to date');
    expect(button('Update')).toBeDisabled();
  });

  it('provisioned from files: which, wherever Grafana put them, and where they are changed', async () => {
    await installed(grafana);
    for (const [uid, rule] of grafana.rules) {
      grafana.rules.set(uid, { ...rule, folderUID: 'random1', provenance: 'file' });
    }
    const folder = { ...grafana.folders.get('devdiag-alerts'), uid: 'random1', description: '' };
    grafana.folders = new Map([['random1', folder]]);
    for (const [key, seconds] of grafana.intervals) {
      grafana.intervals.set(key.replace('devdiag-alerts', 'random1'), seconds);
    }
    const dashboard = grafana.dashboards.get('devdiag-analytics');
    grafana.dashboards.set('devdiag-analytics', { ...dashboard, folderUid: 'random1' });
    grafana.files.set('devdiag-analytics', 'devdiag-analytics.json');
    const { user } = await open(grafana);
    expect(status()).toHaveTextContent('Up to date');
    expect(within(status()).getByRole('link', { name: 'DevDiag Alerts' })).toHaveAttribute(
      'href',
      '/dashboards/f/random1'
    );
    expect(await screen.findByText('8 of these come from Grafana’s provisioning files')).toBeVisible();
    expect(screen.getByText(/Among them is devdiag-analytics\.json\./)).toBeVisible();
    await user.click(button('Verify'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    await user.click(button('Options'));
    await retype('Diagnostic runs stalled: threshold', '300');
    await waitFor(async () =>
      expect(await item(STALLED)).toHaveTextContent(/from a file.*Blocked.*provisioned from files: change it there/)
    );
    expect(screen.getByText('This is in the way')).toBeVisible();
    expect(status()).toHaveTextContent('Changes blocked');
    expect(screen.queryByRole('button', { name: 'Update' })).not.toBeInTheDocument();
  });
});

describe('when it fails', () => {
  it('everything is put back, and the report says what happened to each', async () => {
    const { user } = await open(grafana);
    grafana.fault = ({ method, path, body }) =>
      method === 'POST' && path === RULES && JSON.stringify(body).includes('devdiag-high-diversity')
        ? { status: 500, body: { message: 'disk full' } }
        : undefined;
    await user.click(button('Install'));
    const outcome = await screen.findByTestId(testIds.install.outcome());
    expect(outcome).toHaveTextContent('It failed, and everything is as it was before');
    expect(outcome).toHaveTextContent(/Many different problems: .*500.*“disk full”/);
    const steps = within(outcome)
      .getAllByRole('listitem')
      .map((step) => step.textContent);
    expect(steps).toContainEqual(expect.stringMatching(/DevDiag Analytics.*Undone/));
    expect(steps).toContainEqual(expect.stringMatching(/Many different problems.*Failed/));
    expect([grafana.rules.size, grafana.dashboards.size, grafana.folders.size]).toEqual([0, 0, 0]);
    expect(status()).toHaveTextContent('Nothing is installed yet');
    grafana.fault = () => undefined;
    await user.click(button('Install'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
  });

  it('and cannot be put back either: exactly what remains is named', async () => {
    const { user } = await open(grafana);
    grafana.fault = ({ method, path }) =>
      (method === 'POST' && path === RULES) || (method === 'DELETE' && path.startsWith('/api/dashboards'))
        ? { status: 500, body: null }
        : undefined;
    await user.click(button('Install'));
    const outcome = await screen.findByTestId(testIds.install.outcome());
    expect(outcome).toHaveTextContent('It failed, and not everything could be put back');
    expect(outcome).toHaveTextContent(
      /The dashboard "DevDiag Analytics" \(devdiag-analytics\) was created and could not be removed again/
    );
    expect(within(outcome).queryByText('Done')).not.toBeInTheDocument();
    expect(
      within(outcome)
        .getAllByRole('listitem')
        .map((step) => step.textContent)
    ).toContainEqual(expect.stringMatching(/DevDiag Analytics.*Still there/));
    expect([...grafana.dashboards.keys()]).toEqual(['devdiag-analytics']);
    // The next plan takes it up.
    expect(await item('dashboard/devdiag-analytics')).toHaveTextContent('Unchanged');
    expect(await item(STALLED)).toHaveTextContent('Create');
  });

  it('and Grafana is gone for good: what remains is told beside that nothing can be read', async () => {
    const { user } = await open(grafana);
    let rules = 0;
    grafana.fault = ({ method, path }) =>
      rules > 1 || (method === 'POST' && path === RULES && ++rules > 1) ? 'no answer' : undefined;
    await user.click(button('Install'));
    expect(await screen.findByText('What is installed could not be read')).toBeVisible();
    const outcome = await screen.findByTestId(testIds.install.outcome());
    expect(outcome).toHaveTextContent('It failed, and not everything could be put back');
    for (const uid of ['devdiag-alerts', 'devdiag-analytics', 'devdiag-runs-stalled']) {
      expect(outcome).toHaveTextContent(`(${uid})`);
    }
    grafana.fault = () => undefined;
    await user.click(button('Try again'));
    expect(await item('dashboard/devdiag-analytics')).toHaveTextContent('Unchanged');
    expect(screen.getByTestId(testIds.install.outcome())).toHaveTextContent('(devdiag-runs-stalled)');
  });

  it('nobody knows whether the connection’s last call arrived: it is read, not guessed', async () => {
    const { user } = await open(grafana);
    let lost = false;
    grafana.fault = (request) => {
      if (!lost && request.method === 'POST' && request.path === '/api/folders') {
        lost = true;
        void grafana.send(request);
        return 'no answer';
      }
      return undefined;
    };
    await user.click(button('Install'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
  });

  it('somebody else was quicker: nothing of theirs is lost, and the new plan shows it', async () => {
    await installed(grafana);
    const { user } = await open(grafana);
    await user.click(button('Options'));
    await retype('Diagnostic runs stalled: how long it must hold, in minutes', '20');
    await waitFor(() => expect(button('Update')).toBeEnabled());
    grafana.editThreshold('devdiag-runs-stalled', 77);
    await user.click(button('Update'));
    expect((await screen.findAllByText(/was changed since the plan was made/))[0]).toBeVisible();
    expect([grafana.thresholdOf('devdiag-runs-stalled'), grafana.rule('devdiag-runs-stalled').for]).toEqual([77, '5m']);
    const row = await opened(user, STALLED);
    expect(row.getByText('77')).toBeVisible();
  });
});

describe('uninstalling', () => {
  const confirm = async (user: Awaited<ReturnType<typeof open>>['user']) => {
    await user.click(screen.getByRole('button', { name: 'Uninstall' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/Nobody is alerted any more/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Uninstall' }));
  };

  it('lists what goes, asks, and leaves nothing', async () => {
    await installed(grafana);
    const { user } = await open(grafana);
    await user.click(button('Uninstall …'));
    await waitFor(() => expect(screen.getAllByText('Remove')).toHaveLength(7));
    expect(screen.getByText(/The data source stays/)).toBeVisible();
    expect(grafana.writes()).toEqual([]);
    await confirm(user);
    expect(await screen.findByText('Removed')).toBeVisible();
    await waitFor(() => expect(status()).toHaveTextContent('Nothing is installed yet'));
    expect([grafana.rules.size, grafana.dashboards.size, grafana.folders.size]).toEqual([0, 0, 0]);
  });

  it('keeps what people changed, and with it its folder, unless told otherwise', async () => {
    await installed(grafana);
    grafana.edit('devdiag-runs-stalled', { for: '42m' });
    const { user } = await open(grafana);
    await user.click(button('Uninstall …'));
    expect(await screen.findByText('It was changed here after it was installed, so it is kept.')).toBeVisible();
    expect(screen.getByText(/It is kept: it holds Diagnostic runs stalled\./)).toBeVisible();
    const edited = screen.getByRole('checkbox', { name: 'Remove what was changed here, too' });
    await user.click(edited);
    expect(screen.queryByText(/It is kept: it holds/)).not.toBeInTheDocument();
    await user.click(edited);
    await confirm(user);
    expect(await screen.findByText('Removed')).toBeVisible();
    expect([...grafana.rules.keys()]).toEqual(['devdiag-runs-stalled']);
    expect([...grafana.folders.keys()]).toEqual(['devdiag-alerts']);
  });

  it('keeps a folder that holds other people’s work', async () => {
    await installed(grafana);
    grafana.dashboards.set('bens', { dashboard: { uid: 'bens', title: 'Ben’s' }, folderUid: 'devdiag-alerts' });
    const { user } = await open(grafana);
    await user.click(button('Uninstall …'));
    expect(await screen.findByText(/It is kept: it holds Ben’s\./)).toBeVisible();
    await confirm(user);
    expect(await screen.findByText('Removed')).toBeVisible();
    expect([...grafana.dashboards.keys()]).toEqual(['bens']);
  });

  it('may be looked at by a Viewer, and not done', async () => {
    await installed(grafana);
    const { user } = await open(grafana, 'Viewer');
    await user.click(button('Uninstall …'));
    await screen.findAllByText('Remove');
    expect(button('Uninstall')).toBeDisabled();
  });
});
