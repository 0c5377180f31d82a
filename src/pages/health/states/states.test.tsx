import { act, fireEvent, screen } from '@testing-library/react';
import React from 'react';
import { Subject } from 'rxjs';
import type { DataQueryResponse } from '@grafana/data';
import { testIds } from '../../../components/testIds';
import HealthPage from '../HealthPage';
import { settle } from '../../../testing/settle';
import { allFail, grafana, healthy, measured, refused, renderPage, resetGrafana, signIn } from '../testing/grafana';

jest.mock('@grafana/runtime', () => jest.requireActual('../testing/grafana').runtimeMock());
jest.mock('@devdiag/catalog/generated/checks', () => ({ CHECKS: jest.requireActual('../testing/checks').CHECKS }));

const state = (kind: string) => screen.getByTestId(testIds.health.state(kind));
const noVerdict = () => expect(screen.queryByTestId(testIds.health.verdict())).not.toBeInTheDocument();

beforeEach(resetGrafana);

describe('no data source chosen', () => {
  beforeEach(() => (grafana.jsonData = {}));

  it('leads an Admin to the configuration', async () => {
    signIn('Admin');
    await renderPage(<HealthPage />);
    expect(state('no-data-source')).toHaveTextContent('Choose it on the configuration page');
    expect(screen.getByRole('link', { name: 'Choose a data source' })).toHaveAttribute(
      'href',
      '/plugins/devdiag-ops-app'
    );
    expect(grafana.requests).toHaveLength(0);
  });

  it('tells everybody else whom to ask', async () => {
    signIn('Viewer');
    await renderPage(<HealthPage />);
    expect(state('no-data-source')).toHaveTextContent('Ask an Admin');
    expect(screen.queryByRole('link', { name: 'Choose a data source' })).not.toBeInTheDocument();
  });
});

describe('settings that cannot be read', () => {
  it('are not taken for a missing data source', async () => {
    grafana.fail = (url) => url.startsWith('/api/plugins') && { status: 500, data: { message: 'database is locked' } };
    await renderPage(<HealthPage />);
    expect(state('settings-unreadable')).toBeInTheDocument();
    grafana.fail = null;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await settle();
    expect(screen.getByTestId(testIds.health.verdict())).toBeInTheDocument();
  });
});

describe('what keeps every check from being measured', () => {
  it('data source gone: not in Grafana any more', async () => {
    grafana.dataSource = false;
    await renderPage(<HealthPage />);
    expect(state('data-source-gone')).toHaveTextContent('Datasource pg was not found');
    noVerdict();
  });

  it('data source gone: the server does not know it', async () => {
    grafana.respond = refused(404, 'Data source not found');
    await renderPage(<HealthPage />);
    expect(state('data-source-gone')).toHaveTextContent('Data source not found');
  });

  it('wrong password, in the server’s own words', async () => {
    grafana.respond = allFail('db query error: pq: password authentication failed for user "grafana"');
    await renderPage(<HealthPage />);
    expect(state('authentication')).toHaveTextContent('password authentication failed for user "grafana"');
    expect(state('authentication')).toHaveTextContent('Ask an Admin');
    noVerdict();
  });

  it('connection refused, with the way to the data source for an Admin', async () => {
    signIn('Admin');
    grafana.respond = allFail(
      'db query error: failed to connect to server - please inspect Grafana server log for details'
    );
    await renderPage(<HealthPage />);
    expect(state('connection')).toHaveTextContent('failed to connect to server');
    expect(screen.getByRole('link', { name: 'Data source settings' })).toHaveAttribute(
      'href',
      '/connections/datasources/edit/pg'
    );
  });

  it('not allowed to query', async () => {
    grafana.respond = refused(
      403,
      "You'll need additional permissions to perform this action. Permissions needed: datasources:query"
    );
    await renderPage(<HealthPage />);
    expect(state('not-allowed')).toHaveTextContent('datasources:query');
    noVerdict();
  });

  it('offline, without earlier results that would look like present ones', async () => {
    await renderPage(<HealthPage />);
    expect(screen.getByTestId(testIds.health.verdict())).toHaveTextContent('Healthy');
    grafana.respond = refused(undefined, 'Failed to fetch');
    fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    await settle();
    expect(state('offline')).toBeInTheDocument();
    noVerdict();
  });

  it('no answer in time', async () => {
    grafana.respond = allFail('db query error: pq: canceling statement due to statement timeout');
    await renderPage(<HealthPage />);
    expect(state('no-answer')).toHaveTextContent('statement timeout');
  });

  it('a request that broke on the way', async () => {
    grafana.respond = refused(502, 'Bad Gateway');
    await renderPage(<HealthPage />);
    expect(state('request-failed')).toHaveTextContent('Bad Gateway');
    noVerdict();
  });

  it('schema missing, with the DDL for this schema', async () => {
    grafana.jsonData = { datasourceUid: 'pg', schema: 'diag_eu' };
    grafana.respond = allFail('db query error: pq: relation "diag_eu.diag_run" does not exist');
    await renderPage(<HealthPage />);
    await screen.findByText(/create table if not exists "diag_eu"\.diag_run/);
    expect(state('schema-missing')).toHaveTextContent('relation "diag_eu.diag_run" does not exist');
    expect(state('schema-missing')).not.toHaveTextContent('{{');
    noVerdict();
  });

  it('table unreadable, with the grants for this schema', async () => {
    grafana.respond = allFail('db query error: pq: permission denied for table diag_run');
    await renderPage(<HealthPage />);
    await screen.findByText(/grant select on all tables in schema "devdiag" to "grafana"/);
    expect(state('table-unreadable')).toHaveTextContent('permission denied for table diag_run');
    noVerdict();
  });

  it('is asked about again on demand', async () => {
    grafana.respond = allFail('db query error: pq: password authentication failed for user "grafana"');
    await renderPage(<HealthPage />);
    grafana.respond = measured({});
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await settle();
    expect(screen.getByTestId(testIds.health.verdict())).toHaveTextContent('Healthy');
  });
});

describe('an empty table', () => {
  it('is said to be empty, beside checks that are not green', async () => {
    grafana.respond = measured({ 'stale-data': NaN });
    await renderPage(<HealthPage />);
    expect(state('empty-table')).toHaveTextContent('DevDiag has not written a single run');
    expect(screen.getByTestId(testIds.health.verdict())).toHaveAttribute('data-verdict', 'fail');
  });

  it('is not confused with a tenant that has no runs', async () => {
    grafana.respond = measured({ 'stale-data': NaN });
    await renderPage(<HealthPage />, `?tenant=${encodeURIComponent('<b>acme & co</b>')}`);
    expect(state('empty-table')).toHaveTextContent('This tenant has no diagnostic runs');
    expect(state('empty-table')).toHaveTextContent('<b>acme & co</b>');
  });
});

describe('a slow database', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is said to be slow after some seconds, with the way out', async () => {
    grafana.respond = () => new Subject<DataQueryResponse>();
    await renderPage(<HealthPage />);
    expect(screen.queryByTestId(testIds.health.state('slow'))).not.toBeInTheDocument();
    act(() => jest.advanceTimersByTime(6000));
    expect(state('slow')).toHaveTextContent('Waiting for 6 s');
    fireEvent.click(screen.getByRole('button', { name: 'Stop waiting' }));
    expect(state('cancelled')).toBeInTheDocument();
  });

  it('gets its answer named with the slowest check', async () => {
    const pending = new Subject<DataQueryResponse>();
    grafana.respond = () => pending;
    await renderPage(<HealthPage />);
    act(() => jest.advanceTimersByTime(7000));
    const answer = healthy(grafana.requests[0]);
    answer.data[1].fields[3].values[1] = 6500;
    act(() => {
      pending.next(answer);
      pending.complete();
    });
    expect(screen.getByTestId(testIds.health.verdict())).toHaveTextContent(
      'took 7.0 sslowest: Volume, 6.5 s in the database'
    );
    expect(screen.queryByTestId(testIds.health.state('slow'))).not.toBeInTheDocument();
  });

  it('is given up after the time limit', async () => {
    grafana.respond = () => new Subject<DataQueryResponse>();
    await renderPage(<HealthPage />);
    act(() => jest.advanceTimersByTime(61_000));
    expect(state('no-answer')).toHaveTextContent('Grafana did not answer within 60 s');
  });
});

describe('what could not be done as asked', () => {
  it('says that mutes could not be read and lets every check count', async () => {
    grafana.fail = (url) => url.startsWith('/api/annotations') && { status: 500, data: { message: 'no such table' } };
    await renderPage(<HealthPage />);
    expect(state('notice-mutes')).toHaveTextContent('no such table');
    expect(screen.getByTestId(testIds.health.verdict())).toBeInTheDocument();
  });

  it('names stored settings that it does not follow', async () => {
    grafana.jsonData = { datasourceUid: 'pg', timeZone: 'Moon/Tranquility' };
    await renderPage(<HealthPage />);
    expect(state('notice-settings')).toHaveTextContent('"Moon/Tranquility" is not a time zone');
  });

  it('says why there is nothing to compare with', async () => {
    grafana.respond = (request) =>
      request.range.to.valueOf() > Date.now() - 60_000
        ? measured({})(request)
        : allFail('db query error: pq: canceling statement due to statement timeout')(request);
    await renderPage(<HealthPage />, '?compare=yesterday');
    await settle();
    expect(state('notice-comparison')).toHaveTextContent('statement timeout');
    expect(screen.getByTestId(testIds.health.verdict())).toHaveTextContent('Healthy');
  });
});
