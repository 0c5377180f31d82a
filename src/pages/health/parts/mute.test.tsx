import { fireEvent, screen, within } from '@testing-library/react';
import React from 'react';
import { testIds } from '../../../components/testIds';
import HealthPage from '../HealthPage';
import { settle } from '../../../testing/settle';
import { grafana, measured, renderPage, resetGrafana, signIn } from '../testing/grafana';

jest.mock('@grafana/runtime', () => jest.requireActual('../testing/grafana').runtimeMock());
jest.mock('@devdiag/catalog/generated/checks', () => jest.requireActual('../testing/checks'));
jest.mock('@devdiag/catalog/generated/checkDefinitions', () => jest.requireActual('../testing/checks'));

const HOUR = 60 * 60 * 1000;
const details = (id: string) => within(screen.getByTestId(testIds.health.checkDetails(id)));
const muteOf = (checkId: string, more: Record<string, unknown> = {}) => ({
  id: 7,
  time: Date.now() - HOUR,
  timeEnd: Date.now() + HOUR,
  tags: ['devdiag-mute', `devdiag-check:${checkId}`],
  text: 'known, ticket 12',
  login: 'olga',
  ...more,
});

beforeEach(() => {
  resetGrafana();
  grafana.respond = measured({ volume: 25 });
});

describe('a muted check', () => {
  it('has no say in the verdict but is named beside it, with owner, reason and what it would be', async () => {
    grafana.annotations = [muteOf('volume')];
    await renderPage(<HealthPage />);
    expect(screen.getByTestId(testIds.health.verdict())).toHaveTextContent('Healthy: all 3 checks pass');
    expect(screen.getByTestId(testIds.health.verdict())).toHaveTextContent('Muted and left out of the verdict: Volume');
    const row = screen.getByTestId(testIds.health.check('volume'));
    expect(row).toHaveTextContent(/Muted by olga until .*: known, ticket 12\. Without that it would be: Failing/);
  });

  it('counts again once the mute is over', async () => {
    grafana.annotations = [muteOf('volume', { timeEnd: Date.now() - 1000 })];
    await renderPage(<HealthPage />);
    expect(screen.getByTestId(testIds.health.verdict())).toHaveTextContent('Needs action');
  });

  it('can be unmuted by an Editor', async () => {
    grafana.annotations = [muteOf('volume')];
    await renderPage(<HealthPage />, '?open=volume');
    grafana.annotations = [];
    fireEvent.click(details('volume').getByRole('button', { name: 'Unmute' }));
    await settle();
    expect(grafana.deleted).toEqual(['/api/annotations/7']);
    expect(screen.getByTestId(testIds.health.verdict())).toHaveTextContent('Needs action');
  });
});

describe('muting', () => {
  it('wants a reason', async () => {
    await renderPage(<HealthPage />, '?open=volume');
    fireEvent.click(details('volume').getByRole('button', { name: 'Mute' }));
    fireEvent.click(screen.getByRole('button', { name: 'Mute check' }));
    await settle();
    expect(screen.getByText(/Say why/)).toBeInTheDocument();
    expect(grafana.posted).toEqual([]);
  });

  it('is written as an annotation that everybody reads, and ends by itself', async () => {
    await renderPage(<HealthPage />, '?open=volume');
    fireEvent.click(details('volume').getByRole('button', { name: 'Mute' }));
    fireEvent.change(screen.getByRole('textbox', { name: /Reason/ }), { target: { value: ' migration tonight ' } });
    fireEvent.click(screen.getByRole('radio', { name: '1 day' }));
    const before = Date.now();
    fireEvent.click(screen.getByRole('button', { name: 'Mute check' }));
    await settle();
    const [{ url, body }] = grafana.posted as Array<{ url: string; body: { time: number; timeEnd: number } }>;
    expect(url).toBe('/api/annotations');
    expect(body).toMatchObject({ tags: ['devdiag-mute', 'devdiag-check:volume'], text: 'migration tonight' });
    expect(body.timeEnd).toBeGreaterThanOrEqual(before + 24 * HOUR);
    expect(body.timeEnd).toBeLessThan(before + 25 * HOUR);
    // In force for what is on the page already, which was measured a moment ago.
    expect(body.time).toBeLessThanOrEqual(grafana.requests[0].range.to.valueOf());
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(screen.getByTestId(testIds.health.check('volume'))).toHaveAttribute('data-outcome', 'skipped');
  });

  it('says in the dialog why it did not work, and keeps what was typed', async () => {
    await renderPage(<HealthPage />, '?open=volume');
    fireEvent.click(details('volume').getByRole('button', { name: 'Mute' }));
    const reason = screen.getByRole('textbox', { name: /Reason/ });
    fireEvent.change(reason, { target: { value: 'x' } });
    grafana.fail = (url) =>
      url === '/api/annotations' && { status: 403, data: { message: 'Access denied to save the annotation' } };
    fireEvent.click(screen.getByRole('button', { name: 'Mute check' }));
    await settle();
    expect(screen.getByText('Access denied to save the annotation')).toBeInTheDocument();
    expect(reason).toHaveValue('x');
  });

  it('is not offered to Viewers, who are told why', async () => {
    signIn('Viewer');
    await renderPage(<HealthPage />, '?open=volume');
    const button = details('volume').getByRole('button', { name: /Mute/ });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    fireEvent.click(button);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    fireEvent.focus(button);
    expect(await screen.findByText(/Only Editors and Admins/)).toBeInTheDocument();
  });
});
