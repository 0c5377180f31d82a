import { screen, waitFor, within } from '@testing-library/react';
import { defaultOptions } from '@devdiag/installer/options';
import { testIds } from '../../../components/testIds';
import { download } from '../../../grafana/hand';
import { panels, TestGrafana } from './testing/grafana';
import {
  button,
  DATASOURCE,
  fillInJsdom,
  installed,
  item,
  open,
  opened,
  retype,
  SETTINGS,
  status,
} from './testing/page';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  hasPermission: (action: string) => jest.requireActual('./testing/page').hasPermission(action),
  getDataSourceSrv: () => ({
    getList: () => [{ name: 'Staging', uid: 'staging-pg', type: 'grafana-postgresql-datasource' }],
    get: async () => {
      throw new Error('no tenants in these tests');
    },
  }),
}));
jest.mock('../../../grafana/hand', () => ({ download: jest.fn() }));

// Whole pages, many times over: on a machine that does other things, too, that takes a while.
jest.setTimeout(240_000);

const STALLED = 'rule/devdiag-runs-stalled';
let grafana: TestGrafana;
beforeEach(() => {
  fillInJsdom();
  grafana = new TestGrafana();
});

it('an update that ended in the middle is told as the version that is still there', async () => {
  await installed(grafana);
  const uid = 'devdiag-ttr-regression';
  const text = JSON.stringify(grafana.rule(uid)).replace(/(?<=version\\":\\")[\d.]+/, '0.0.1');
  grafana.rules.set(uid, JSON.parse(text));
  await open(grafana);
  expect(status()).toHaveTextContent('Update available');
  expect(status()).toHaveTextContent('Version 0.0.1');
  expect(within(status()).getAllByRole('listitem').length).toBeGreaterThan(0);
});

describe('options', () => {
  it('a rule that is deselected leaves the plan; one that was installed is removed by an update', async () => {
    await installed(grafana);
    const { user } = await open(grafana);
    await user.click(button('Options'));
    await user.click(await screen.findByRole('checkbox', { name: 'Many different problems' }));
    await waitFor(async () => expect(await item('rule/devdiag-high-diversity')).toHaveTextContent('Remove'));
    await user.click(button('Update'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    expect(grafana.rules.has('devdiag-high-diversity')).toBe(false);
    expect(grafana.rules.size).toBe(4);
  });

  it('a deselected rule that people edited stays, and goes when somebody says so', async () => {
    await installed(grafana);
    grafana.edit('devdiag-high-diversity', { for: '42m' });
    const { user } = await open(grafana);
    await user.click(button('Options'));
    await user.click(await screen.findByRole('checkbox', { name: 'Many different problems' }));
    await waitFor(async () => expect(await item('rule/devdiag-high-diversity')).toHaveTextContent('Changed here'));
    const row = await opened(user, 'rule/devdiag-high-diversity');
    // One choice, whatever they changed.
    expect(await row.findAllByRole('radio')).toHaveLength(2);
    await user.click(row.getByRole('radio', { name: 'Remove it' }));
    await waitFor(() => expect(row.getByText('Remove')).toBeVisible());
    expect(row.getByRole('radio', { name: 'Remove it' })).toBeChecked();
    await user.click(button('Update'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    expect(grafana.rules.has('devdiag-high-diversity')).toBe(false);
  });

  it('a threshold that makes no sense is told at its field, and nothing can be installed', async () => {
    const { user } = await open(grafana);
    await user.click(button('Options'));
    await retype('Diagnostic runs stalled: threshold', '-5');
    expect(await screen.findByText(/The threshold of runs-stalled must be/)).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Diagnostic runs stalled: threshold' })).toBeInvalid();
    expect(button('Install')).toBeDisabled();
    await retype('Diagnostic runs stalled: threshold', 'soon');
    expect(screen.getByText(/The threshold of runs-stalled must be/)).toBeVisible();
    await retype('Diagnostic runs stalled: threshold', '300');
    await waitFor(() => expect(button('Install')).toBeEnabled());
  });

  it('thresholds that are not Health’s are told, with the way back', async () => {
    await installed(grafana);
    const { user } = await open(grafana);
    await user.click(button('Options'));
    await retype('One problem dominates: threshold', '35');
    expect(await screen.findByText('1 rule has another threshold than Health')).toBeVisible();
    expect(screen.getByText(/Default: 20 %, as Health, for 10 min/)).toBeVisible();
    await user.click(button('Take Health’s'));
    expect(screen.queryByText('1 rule has another threshold than Health')).not.toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: 'One problem dominates: threshold' })).toHaveValue('20');
    await retype('One problem dominates: threshold', '35');
    await user.click(button('Reset One problem dominates to its default'));
    expect(screen.getByRole('textbox', { name: 'One problem dominates: threshold' })).toHaveValue('20');
  });

  it('a prefix is another installation beside the first, with a data source of its own', async () => {
    await installed(grafana);
    const { user } = await open(grafana);
    await user.click(button('Options'));
    await retype('Prefix', 'No good');
    expect(await screen.findByText(/cannot be a prefix/)).toBeVisible();
    await retype('Prefix', 'staging');
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Plan: 9 to create' })).toBeVisible());
    expect(status()).toHaveTextContent('Nothing is installed yet.');
    expect(screen.getByRole('combobox', { name: 'Installation' })).toHaveValue('staging (new)');
    await user.click(screen.getByRole('combobox', { name: 'Data source of this installation' }));
    await user.click(await screen.findByRole('option', { name: 'Staging' }));
    await waitFor(() => expect(button('Install')).toBeEnabled());
    await user.click(button('Install'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    expect([grafana.rules.size, grafana.dashboards.size, grafana.folders.size]).toEqual([10, 2, 2]);
    expect(JSON.stringify(grafana.rule('staging-devdiag-runs-stalled'))).toContain('staging-pg');
    expect(JSON.stringify(grafana.rule('devdiag-runs-stalled'))).not.toContain('staging-pg');
  });

  it('mode and contact point are on the rules; the policies are never written', async () => {
    await installed(grafana);
    expect(grafana.rule('devdiag-runs-stalled').labels).toHaveProperty('__grafana_origin');
    const { user } = await open(grafana);
    await user.click(button('Options'));
    await user.click(await screen.findByRole('radio', { name: 'Editable' }));
    await user.click(screen.getByRole('combobox', { name: 'Contact point of these rules' }));
    await user.click(await screen.findByRole('option', { name: 'Chat' }));
    await waitFor(() => expect(button('Update')).toBeEnabled());
    await user.click(button('Update'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    expect(grafana.rule('devdiag-runs-stalled')).toMatchObject({ notification_settings: { receiver: 'Chat' } });
    expect(grafana.rule('devdiag-runs-stalled').labels).not.toHaveProperty('__grafana_origin');
    expect(grafana.writes().filter((write) => /policies|contact-points/.test(write))).toEqual([]);
  });

  it('the dashboard goes to another folder when somebody says so', async () => {
    grafana.folders.set('ops', { uid: 'ops', title: 'Operations', canSave: true });
    const { user } = await open(grafana);
    await user.click(button('Options'));
    await user.click(await screen.findByRole('combobox', { name: 'Folder of the dashboard' }));
    await user.click(await screen.findByRole('option', { name: 'Operations' }));
    await waitFor(() => expect(button('Install')).toBeEnabled());
    await user.click(button('Install'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    expect(grafana.dashboards.get('devdiag-analytics')?.folderUid).toBe('ops');
    expect(grafana.rule('devdiag-runs-stalled').folderUID).toBe('devdiag-alerts');
  });

  it('folders that could not be read are told at their field', async () => {
    const { user } = await open(grafana);
    grafana.fault = ({ path }) =>
      path.startsWith('/api/search?type=dash-folder') ? { status: 500, body: { message: 'disk full' } } : undefined;
    await user.click(button('Options'));
    expect(await screen.findByText(/^The folders could not be read\. .*disk full/)).toBeVisible();
  });

  it('a data source that is gone is in the way', async () => {
    grafana.datasourceStatus = 404;
    await open(grafana);
    expect(screen.getByText(/The chosen data source does not exist/)).toBeVisible();
    expect(button('Install')).toBeDisabled();
  });
});

describe('verifying', () => {
  it.each([
    [null, 'Dashboard panels, last 7 days, all tenants'],
    ['l’été <1>', 'Dashboard panels, last 7 days, tenant l’été <1>'],
  ])('of an installation for the tenant %s says whose runs the panels count', async (tenant, heading) => {
    await installed(grafana, { tenant });
    const { user } = await open(grafana);
    await user.click(button('Verify'));
    expect(await screen.findByRole('heading', { name: heading })).toBeVisible();
  });

  it('a rule that fires is no failure; one that cannot be evaluated and a panel that fails are', async () => {
    await installed(grafana);
    grafana.says = {
      'devdiag-runs-stalled': { value: 500 },
      'devdiag-top-problem-dominates': { error: 'permission denied for table diag_run' },
      'devdiag-high-diversity': 'no row',
    };
    grafana.evaluated.add('devdiag-runs-stalled');
    const { user } = await open(grafana, 'Viewer', { queries: panels({ error: 'relation does not exist' }) });
    await user.click(button('Verify'));
    expect(await screen.findByText('Not everything works')).toBeVisible();
    const row = (id: string) => screen.getByTestId(testIds.install.rule(`devdiag-${id}`));
    expect(row('runs-stalled')).toHaveTextContent(/Firing.*8 h.*has been/);
    expect(row('top-problem-dominates')).toHaveTextContent(/Error.*permission denied for table diag_run/);
    expect(row('high-diversity')).toHaveTextContent('No data, which is fine here');
    expect(screen.getAllByText('Fails: relation does not exist')).toHaveLength(8);
  });

  it('says what is missing, and what people changed and paused', async () => {
    await installed(grafana);
    const { user } = await open(grafana);
    grafana.rules.delete('devdiag-ttr-regression');
    grafana.edit('devdiag-runs-stalled', { isPaused: true, for: '42m' });
    await user.click(button('Verify'));
    expect(await screen.findByText('The rule "Problems take longer to fix" is missing.')).toBeVisible();
    expect(screen.getByText(/Diagnostic runs stalled" was changed here: for\./)).toBeVisible();
    expect(screen.getByText(/Diagnostic runs stalled" is paused/)).toBeVisible();
    expect(screen.getByTestId(testIds.install.rule('devdiag-runs-stalled'))).toHaveTextContent(
      /none while it is paused$/
    );
    // And the plan knows it, too.
    expect(await item('rule/devdiag-ttr-regression')).toHaveTextContent('Create');
    expect(await item(STALLED)).toHaveTextContent('Changed here');
  });
});

describe('delivery', () => {
  const delivery = () => screen.findByTestId(testIds.install.delivery());

  it('tells which contact point a critical alert reaches, and how', async () => {
    await installed(grafana);
    await open(grafana, 'Editor');
    expect(await delivery()).toHaveTextContent(
      'A critical alert goes to On call: email (night@example.test), by the notification policies.'
    );
    expect(screen.queryByRole('button', { name: 'Send a test notification' })).not.toBeInTheDocument();
  });

  it('says that it is about another rule where none is critical, and looks at labels as alerts carry them', async () => {
    const { rules } = defaultOptions(DATASOURCE, SETTINGS);
    await installed(grafana, {
      tenant: '{{ acme }}',
      rules: { ...rules, 'runs-stalled': { ...rules['runs-stalled'], install: false } },
    });
    grafana.policies = {
      receiver: 'On call',
      routes: [{ receiver: 'Chat', object_matchers: [['tenant', '=', '{{ acme }}']] }],
    };
    await open(grafana);
    expect(await delivery()).toHaveTextContent(/^An alert goes to Chat: webhook/);
  });

  it('sends a test to each of the contact points that an alert reaches', async () => {
    grafana.policies = {
      receiver: 'On call',
      routes: [
        { receiver: 'Chat', object_matchers: [['severity', '=', 'critical']], continue: true },
        { receiver: 'On call', object_matchers: [['severity', '=', 'critical']] },
      ],
    };
    await installed(grafana);
    const { user } = await open(grafana);
    expect(await delivery()).toHaveTextContent('A critical alert goes to Chat, On call');
    grafana.writes();
    await user.click(button('Send a test notification'));
    expect(await screen.findByText('The test notification was accepted. See whether it arrived.')).toBeVisible();
    expect(grafana.writes().filter((write) => write.endsWith('/receivers/test'))).toHaveLength(2);
  });

  it('warns of Grafana’s placeholder address, and what is chosen counts only once it is installed', async () => {
    grafana.policies = { receiver: 'grafana-default-email' };
    grafana.contactPoints.push({
      uid: '',
      name: 'email receiver',
      type: 'email',
      settings: { addresses: '<example@email.com>' },
    });
    await installed(grafana);
    const { user } = await open(grafana);
    expect(await delivery()).toHaveTextContent('Nobody is told when an alert fires');
    const way = within(await delivery());
    expect(way.getByRole('link', { name: 'Notification policies' })).toHaveAttribute('href', '/alerting/routes');
    await user.click(way.getByRole('combobox', { name: 'Contact point for these rules' }));
    await user.click(await screen.findByRole('option', { name: 'On call' }));
    await waitFor(() => expect(button('Update')).toBeEnabled());
    expect(await delivery()).toHaveTextContent('Nobody is told when an alert fires');
    expect(await delivery()).toHaveTextContent('It counts once you press Install or Update');
    await user.click(button('Update'));
    expect(await screen.findByText('Everything is there and works')).toBeVisible();
    await waitFor(async () =>
      expect(await delivery()).toHaveTextContent(/goes to On call: .*, chosen for these rules/)
    );
  });

  it('an Admin sends a test notification, and is told what became of it', async () => {
    await installed(grafana, { receiver: 'Chat' });
    const { user } = await open(grafana);
    expect(await delivery()).toHaveTextContent('goes to Chat: webhook (chat.example), chosen for these rules.');
    expect(document.body).not.toHaveTextContent('s3cret');
    await user.click(button('Send a test notification'));
    expect(await screen.findByText('The test notification was accepted. See whether it arrived.')).toBeVisible();
    grafana.testResult = { status: 'failed', error: 'Post "https://chat.example/s3cret": connection refused' };
    await user.click(button('Send a test notification'));
    expect(await screen.findByText(/^webhook: Post.*chat\.example\/….*connection refused/)).toBeVisible();
    expect(document.body).not.toHaveTextContent('s3cret');
    grafana.fault = ({ path }) => (path.endsWith('/test') ? { status: 403, body: null } : undefined);
    await user.click(button('Send a test notification'));
    expect(await screen.findByText(/Permission is missing \(403/)).toBeVisible();
  });

  it('is not shown to who may not read it, and that is said', async () => {
    await installed(grafana);
    grafana.fault = ({ path }) => (/policies|contact-points/.test(path) ? { status: 403, body: null } : undefined);
    await open(grafana, 'Viewer');
    expect(await screen.findByText('Where alerts go is not shown to you')).toBeVisible();
    expect(screen.queryByText('Nobody is told when an alert fires')).not.toBeInTheDocument();
  });

  it('that cannot be read is no quiet matter', async () => {
    await installed(grafana);
    grafana.fault = ({ path }) => (path.endsWith('/policies') ? 'no answer' : undefined);
    await open(grafana);
    expect(await screen.findByText('Where alerts go could not be read')).toBeVisible();
  });
});

describe('export', () => {
  it('writes the options of the page in every format, to copy or to download', async () => {
    const { user } = await open(grafana);
    await user.click(button('Options'));
    await retype('Diagnostic runs stalled: threshold', '300');
    await user.click(button('Export'));
    for (const [name, file, text] of [
      ['Provisioning', 'alerting/devdiag-alerts.yaml', 'apiVersion: 1'],
      ['Terraform', 'devdiag-alerts.tf', 'resource "grafana_folder"'],
      ['HTTP API', 'calls.txt', 'POST /api/folders'],
      ['Manifests', 'folders/devdiag-alerts.yaml', 'kind: "Folder"'],
    ]) {
      await user.click(await screen.findByRole('radio', { name }));
      expect(await screen.findByRole('group', { name: file })).toHaveTextContent(text);
    }
    await user.click(screen.getByRole('radio', { name: 'Provisioning' }));
    expect(await screen.findByRole('group', { name: 'alerting/devdiag-alerts.yaml' })).toHaveTextContent('- 300');
    await user.click(button('Download: alerting/devdiag-alerts.yaml'));
    expect(download).toHaveBeenCalledWith(
      'alerting-devdiag-alerts.yaml',
      expect.stringContaining('devdiag-runs-stalled'),
      'text/plain'
    );
    expect(grafana.writes()).toEqual([]);
  });
});

it('several installations: the page is about the chosen one', async () => {
  await installed(grafana);
  const { rules } = defaultOptions(DATASOURCE, SETTINGS);
  const only = Object.fromEntries(
    Object.entries(rules).map(([id, rule]) => [id, { ...rule, install: id === 'runs-stalled' }])
  );
  await installed(grafana, { prefix: 'acme', tenant: 'acme', rules: only });
  const { user } = await open(grafana);
  await user.click(screen.getByRole('combobox', { name: 'Installation' }));
  await user.click(await screen.findByRole('option', { name: /^acme/ }));
  await waitFor(() => expect(screen.getByText(/1 alert rule · .* · tenant acme · prefix acme/)).toBeVisible());
  expect(within(status()).getByRole('link', { name: 'acme: DevDiag Analytics' })).toBeVisible();
});
