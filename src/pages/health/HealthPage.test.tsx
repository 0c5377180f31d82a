import { act, fireEvent, screen, within } from '@testing-library/react';
import React from 'react';
import { NEVER, of, Subject } from 'rxjs';
import type { DataQueryResponse } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { testIds } from '../../components/testIds';
import HealthPage from './HealthPage';
import { settle } from '../../testing/settle';
import { frame, grafana, healthy, measured, renderPage, resetGrafana, type Request } from './testing/grafana';

jest.mock('@grafana/runtime', () => jest.requireActual('./testing/grafana').runtimeMock());
jest.mock('@devdiag/catalog/generated/checks', () => jest.requireActual('./testing/checks'));
jest.mock('@devdiag/catalog/generated/checkDefinitions', () => jest.requireActual('./testing/checks'));

const ids = testIds.health;
const idsIn = (group: string) =>
  within(screen.getByTestId(ids.group(group)))
    .getAllByRole('heading', { level: 3 })
    .map((heading) => heading.textContent);

beforeEach(resetGrafana);

describe('Health', () => {
  it('shows one verdict and every check when all is well', async () => {
    await renderPage(<HealthPage />);
    expect(screen.getByTestId(ids.verdict())).toHaveTextContent('Healthy: all 4 checks pass');
    expect(idsIn('passing')).toEqual(['Freshness', 'Volume', 'Outcomes', 'Size']);
  });

  it('asks everything in one request whose end is the instant, as tables, without Grafana showing errors of its own', async () => {
    const before = Date.now();
    await renderPage(<HealthPage />);
    expect(grafana.requests).toHaveLength(1);
    const [{ targets, range, hideFromInspector, requestId }] = grafana.requests;
    expect(targets.map(({ refId, format }) => [refId, format])).toEqual(
      ['stale-data', 'volume', 'outcomes', 'size'].map((id) => [id, 'table'])
    );
    expect(range.to.valueOf()).toBeGreaterThanOrEqual(before);
    expect(range.raw.to).toBe(range.to);
    expect(hideFromInspector).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    await settle();
    expect(grafana.requests[1].requestId).not.toBe(requestId);
  });

  it('puts the worst first and names each group', async () => {
    grafana.respond = measured({ volume: 15, size: 25, outcomes: new Error('pq: syntax error') });
    await renderPage(<HealthPage />);
    expect(screen.getByTestId(ids.verdict())).toHaveTextContent('Needs action: 1 check fails');
    expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual([
      'Needs action: 1 check fails',
      'Needs action 2',
      'Watch 1',
      'Passing 1',
    ]);
    expect(idsIn('action')).toEqual(['Size', 'Outcomes']);
  });

  it('keeps the other checks when one query fails, and is not green', async () => {
    grafana.respond = measured({
      outcomes: new Error('db query error: pq: relation "devdiag.fix_outcome" does not exist'),
    });
    await renderPage(<HealthPage />);
    expect(screen.getByTestId(ids.verdict())).toHaveAttribute('data-verdict', 'not-evaluated');
    expect(idsIn('unknown')).toEqual(['Outcomes']);
    expect(idsIn('passing')).toEqual(['Freshness', 'Volume', 'Size']);
    expect(screen.getByTestId(ids.check('outcomes'))).toHaveTextContent('devdiag.fix_outcome does not exist');
  });

  it('opens a check to evidence, trend, query and links, and remembers it in the URL', async () => {
    grafana.respond = (request: Request) => {
      const answer = healthy(request);
      answer.data[0] = frame('stale-data', [
        ['value', null, null, 3],
        ['evidence', 'CORS_BLOCK', null, 1234],
        ['trend', null, Date.UTC(2026, 2, 17), 7],
        ['trend', null, Date.UTC(2026, 2, 18), 9],
      ]);
      return of(answer);
    };
    await renderPage(<HealthPage />);
    const toggle = screen.getByRole('button', { name: 'Freshness' });
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    fireEvent.click(toggle);
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
    expect(locationService.getSearchObject()).toMatchObject({ open: 'stale-data' });
    const details = within(screen.getByTestId(ids.checkDetails('stale-data')));
    expect(details.getByRole('table', { name: 'Evidence: Freshness' })).toHaveTextContent('CORS_BLOCK1,234');
    expect(details.getByTestId(ids.trend('stale-data'))).toHaveTextContent('Latest 9');
    fireEvent.click(details.getByRole('button', { name: 'Query' }));
    expect(details.getByTestId(ids.sql('stale-data'))).toHaveTextContent('"devdiag".diag_run');
    expect(details.getByTestId(ids.sql('stale-data'))).not.toHaveTextContent('clock_timestamp');
    expect(grafana.requests[0].targets[0].rawSql).toContain('clock_timestamp');
    expect(details.getByText('12 ms')).toBeInTheDocument();
    expect(details.getByRole('link', { name: 'Open playbook' })).toHaveAttribute(
      'href',
      '/a/devdiag-ops-app/runbook/stale-data'
    );
    expect(details.getByRole('link', { name: 'Related alert' })).toHaveAttribute(
      'href',
      '/a/devdiag-ops-app/alerts#runs-stalled'
    );
    const explore = new URL(
      details.getByRole('link', { name: 'Explore' }).getAttribute('href') ?? '',
      'http://grafana'
    );
    const pane = JSON.parse(explore.searchParams.get('panes') ?? '').devdiag;
    expect(pane.queries[0].rawSql).toContain('$__timeTo()');
    expect(pane.queries[0].rawSql).not.toContain('clock_timestamp');
    expect(Number(pane.range.to)).toBe(grafana.requests[0].range.to.valueOf());
  });

  it('asks about a past instant and a tenant that the URL names', async () => {
    await renderPage(<HealthPage />, "?asof=2026-03-17T09:00:00Z&tenant=o'hara");
    const [{ targets, range }] = grafana.requests;
    expect(range.to.valueOf()).toBe(Date.UTC(2026, 2, 17, 9));
    // What has no past is not asked about one.
    expect(targets.map(({ refId }) => refId)).toEqual(['stale-data', 'volume', 'size']);
    expect(targets[0].rawSql).toContain(String.raw`tenant = E'o\x27hara'`);
    expect(screen.getByTestId(ids.check('outcomes'))).toHaveTextContent('no history');
    expect(screen.getByTestId(ids.verdict())).toHaveAttribute('data-verdict', 'not-evaluated');
  });

  it('says what it does not follow in the URL and shows the present', async () => {
    await renderPage(<HealthPage />, '?asof=yesterdayish');
    expect(screen.getByText(/"yesterdayish" is not an instant.*This shows the present/)).toBeInTheDocument();
    expect(screen.getByTestId(ids.verdict())).toHaveTextContent('as of now');
  });

  it('never lets an older answer replace a newer one', async () => {
    const answers: Array<Subject<DataQueryResponse>> = [];
    grafana.respond = () => {
      answers.push(new Subject());
      return answers[answers.length - 1];
    };
    await renderPage(<HealthPage />);
    act(() => locationService.partial({ tenant: 'acme' }));
    await settle();
    expect(answers).toHaveLength(2);
    expect(answers[0].observed).toBe(false);
    act(() => {
      answers[1].next(healthy(grafana.requests[1]));
      answers[1].complete();
      answers[0].next({ data: [] });
      answers[0].complete();
    });
    expect(screen.getByTestId(ids.verdict())).toHaveTextContent('Healthy');
  });

  it('cancels, and shows no verdict for what was not answered', async () => {
    const pending = new Subject<DataQueryResponse>();
    grafana.respond = () => pending;
    await renderPage(<HealthPage />);
    expect(screen.getByTestId(ids.skeleton())).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(pending.observed).toBe(false);
    expect(screen.getByTestId(ids.state('cancelled'))).toBeInTheDocument();
    expect(screen.queryByTestId(ids.verdict())).not.toBeInTheDocument();
  });

  it('tells screen readers the verdict once for each answer', async () => {
    jest.useFakeTimers({ now: Date.UTC(2026, 2, 18, 12) });
    await renderPage(<HealthPage />);
    const first = screen.getByTestId(ids.announcement()).textContent;
    expect(first).toContain('Healthy: all 4 checks pass');
    act(() => jest.advanceTimersByTime(2000));
    expect(screen.getByTestId(ids.announcement()).textContent).toBe(first);
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    await settle();
    expect(screen.getByTestId(ids.announcement()).textContent).not.toBe(first);
    jest.useRealTimers();
  });

  it('shows only the chosen groups, and the verdict over all', async () => {
    grafana.respond = measured({ size: 25 });
    await renderPage(<HealthPage />, '?show=passing');
    expect(screen.queryByTestId(ids.group('action'))).not.toBeInTheDocument();
    expect(screen.getByTestId(ids.verdict())).toHaveTextContent('Needs action');
    fireEvent.click(screen.getByRole('button', { name: /All checks/ }));
    expect(screen.getByTestId(ids.group('action'))).toBeInTheDocument();
  });

  it('compares with the day before on demand, in a second request', async () => {
    grafana.respond = (request) =>
      measured(request.range.to.valueOf() > Date.now() - 60_000 ? { volume: 25 } : { size: 15 })(request);
    await renderPage(<HealthPage />, '?compare=yesterday');
    await settle();
    expect(grafana.requests).toHaveLength(2);
    const [now, then] = grafana.requests.map(({ range }) => range.to.valueOf());
    expect(now - then).toBe(24 * 60 * 60 * 1000);
    const change = (id: string) => screen.getByTestId(ids.change(id)).getAttribute('data-change');
    expect(['volume', 'size', 'stale-data', 'outcomes'].map(change)).toEqual([
      'new',
      'resolved',
      'unchanged',
      'no-history',
    ]);
  });

  it('keeps the keyboard’s focus on a check that moves to another group, and takes it from nowhere else', async () => {
    await renderPage(<HealthPage />);
    const toggle = () => screen.getByRole('button', { name: 'Volume' });
    const refresh = screen.getByRole('button', { name: 'Refresh' });
    grafana.respond = measured({ volume: 25 });
    act(() => toggle().focus());
    const before = toggle();
    fireEvent.click(refresh);
    await settle();
    expect(toggle()).not.toBe(before);
    expect(toggle()).toHaveFocus();
    act(() => refresh.focus());
    grafana.respond = measured({});
    fireEvent.click(refresh);
    await settle();
    expect(refresh).toHaveFocus();
  });

  it('does not compare before somebody asks for it', async () => {
    await renderPage(<HealthPage />);
    expect(grafana.requests).toHaveLength(1);
    fireEvent.click(screen.getByRole('switch', { name: 'Changed since yesterday' }));
    await settle();
    expect(grafana.requests).toHaveLength(2);
  });

  it('shows a skeleton until the first answer', async () => {
    grafana.respond = () => NEVER;
    await renderPage(<HealthPage />);
    expect(screen.getByTestId(ids.skeleton())).toHaveAttribute('aria-busy', 'true');
    expect(screen.queryByTestId(ids.verdict())).not.toBeInTheDocument();
  });
});
