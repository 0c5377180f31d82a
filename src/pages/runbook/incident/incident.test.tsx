import { act, configure, fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { of } from 'rxjs';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { askHealth } from '../../../grafana/askHealth';
import { IncidentContext } from '../../incidents/IncidentContext';
import type { ActiveIncident } from '../../incidents/log/useActiveIncident';
import { RunbookContext } from '../site/RunbookContext';
import { KeepButton } from './KeepButton';
import { measureCheck } from './measureCheck';

jest.mock('../../../grafana/askHealth');
configure({ defaultHidden: true });

const { settings } = completeSettings({}, CHECK_DEFINITIONS);
const ANSWER = { columns: [], rows: [], more: false, tookMs: 1 } as never;

describe('a result', () => {
  it.each([
    [true, 'Kept'],
    [false, 'Keep'],
  ])('is said to be kept once it is: %s', async (isKept, name) => {
    let answer: (value: boolean) => void = () => undefined;
    const record = () => new Promise<boolean>((resolve) => (answer = resolve));
    const active = { incident: { closed: null }, record } as unknown as ActiveIncident;
    render(
      <RunbookContext.Provider value={{ page: { id: 'p' }, site: {} } as never}>
        <IncidentContext.Provider value={active}>
          <KeepButton block={{ id: 'q', title: 'Q' } as never} answer={ANSWER} asOf={0} sql="select 1" />
        </IncidentContext.Provider>
      </RunbookContext.Provider>
    );
    fireEvent.click(screen.getByRole('button', { name: 'Keep' }));
    expect(screen.getByRole('button', { name: 'Keep' })).toBeDisabled();
    await act(async () => answer(isKept));
    expect(screen.getByRole('button', { name })).toHaveProperty('disabled', isKept);
  });
});

describe('what is measured for an incident', () => {
  const about = { page: 'runs-stalled', alert: null, labels: { tenant: 'acme' } };

  it('is the check of its page, for its tenant, wherever that is asked', async () => {
    jest.mocked(askHealth).mockReturnValue(of(new Map()));
    const measured = await measureCheck({ about, dataSourceUid: 'pg', settings });
    const [uid, question, entries] = jest.mocked(askHealth).mock.calls[0];
    expect([uid, question.tenant, entries?.map(({ definition }) => definition.id)]).toEqual([
      'pg',
      'acme',
      ['stale-data'],
    ]);
    expect(measured).toMatchObject([{ kind: 'measured', of: 'stale-data', title: 'Data freshness', value: null }]);
  });

  it('is nothing on pages without a check, and without a data source', async () => {
    expect(
      await measureCheck({ about: { page: 'backup', alert: null, labels: {} }, dataSourceUid: 'pg', settings })
    ).toEqual([]);
    expect(await measureCheck({ about, dataSourceUid: undefined, settings })).toEqual([]);
  });
});
