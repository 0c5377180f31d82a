import React from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CrashScreen } from './CrashScreen';
import { reloadWindow } from './reloadWindow';

jest.mock('./reloadWindow');

function Breaks({ error }: { error?: Error }) {
  if (error) {
    throw error;
  }
  return <p>well</p>;
}

describe('a part of the app that breaks', () => {
  // React tells the console about errors that a boundary catches.
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  it('says so, with the facts and a way on', async () => {
    render(
      <CrashScreen where="health">
        <Breaks error={new Error('no such thing')} />
      </CrashScreen>
    );
    expect(screen.getByText('This page of DevDiag Ops broke')).toBeVisible();
    expect(screen.getByText(/DevDiag Ops, health\s+Error: no such thing/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(reloadWindow).toHaveBeenCalled();
  });

  it('knows an app that was updated under an open page', () => {
    render(
      <CrashScreen where="health">
        <Breaks error={Object.assign(new Error('Loading chunk 7 failed.'), { name: 'ChunkLoadError' })} />
      </CrashScreen>
    );
    expect(screen.getByText('A part of this page could not be loaded')).toBeVisible();
  });

  it('is tried again on another page', () => {
    const { rerender } = render(
      <CrashScreen where="health" dependencies={['/health']}>
        <Breaks error={new Error('once')} />
      </CrashScreen>
    );
    rerender(
      <CrashScreen where="runbook" dependencies={['/runbook']}>
        <Breaks />
      </CrashScreen>
    );
    expect(screen.getByText('well')).toBeVisible();
  });
});
