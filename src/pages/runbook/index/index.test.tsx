import { configure, render, screen } from '@testing-library/react';
import React, { useEffect } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { IndexPage } from './IndexPage';
import { UnknownPage } from './UnknownPage';

configure({ defaultHidden: true });

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  PluginPage: ({ children }: { children: React.ReactNode }) => <main>{children}</main>,
}));
jest.mock('../site/useSite', () => ({ useSite: () => ({ parameters: { tenant: 'acme' } }) }));
jest.mock('./PageList', () => ({ PageList: () => null }));
jest.mock('../state/live', () => ({
  LiveFeed: function Feed({ onState }: { onState: (state: unknown) => void }) {
    useEffect(() => {
      const definition = { id: 'runs-stalled' };
      onState({ alerts: { installations: [{ alerts: [{ definition, status: 'firing' }] }] } });
    }, [onState]);
    return null;
  },
}));
jest.mock('./RunbookSearch', () => ({
  RunbookSearch: ({ firing, parameters }: { firing: string[]; parameters: { tenant: string } }) => (
    <p>{`${parameters.tenant}: ${firing.join()}`}</p>
  ),
}));

it.each([
  ['the list', <IndexPage key="list" />],
  ['the page for an address that names none', <UnknownPage key="unknown" id="nope" />],
])('%s searches with what fires first', (_, page) => {
  render(<MemoryRouter>{page}</MemoryRouter>);
  expect(screen.getByText('acme: runs-stalled')).toBeInTheDocument();
});
