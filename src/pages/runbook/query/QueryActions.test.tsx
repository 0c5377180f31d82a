import { configure, render, screen } from '@testing-library/react';
import React from 'react';
import { RunbookContext } from '../site/RunbookContext';
import { QueryActions } from './QueryActions';

configure({ defaultHidden: true });

function open(site: object) {
  const value = { page: { id: 'stale-data' }, site } as never;
  render(
    <RunbookContext.Provider value={value}>
      <QueryActions
        block={{ id: 'q', title: 'Q' } as never}
        sql="select 1"
        plain="select 1"
        asOf={0}
        answer={null}
        sqlOpen={false}
        onToggleSql={() => undefined}
      />
    </RunbookContext.Provider>
  );
}

const dataSource = { uid: 'pg', type: 'postgres' };

describe('Explore', () => {
  it('is a link for whom may use it', () => {
    open({ dataSource, access: { canExplore: true } });
    expect(screen.getByRole('link', { name: 'Explore' })).toBeInTheDocument();
  });

  it('is there for whom may not, without leading anywhere', () => {
    open({ dataSource, access: { canExplore: false } });
    expect(screen.queryByRole('link', { name: 'Explore' })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Explore' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('is not there without a data source', () => {
    open({ access: { canExplore: true } });
    expect(screen.queryByText('Explore')).not.toBeInTheDocument();
  });
});
