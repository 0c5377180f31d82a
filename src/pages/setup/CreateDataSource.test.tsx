import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { CreateDataSource } from './CreateDataSource';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: jest.fn(),
}));

jest.setTimeout(120_000);

const PASSWORD = 'pl4nted-p4ssword';
const post = jest.fn();
const reload = jest.fn();

beforeEach(() => {
  jest.resetAllMocks();
  HTMLCanvasElement.prototype.getContext = (() => ({ measureText: () => ({ width: 1 }) })) as never;
  jest.mocked(getBackendSrv).mockReturnValue({ post } as unknown as ReturnType<typeof getBackendSrv>);
  jest.mocked(getDataSourceSrv).mockReturnValue({ reload } as unknown as ReturnType<typeof getDataSourceSrv>);
});

function open() {
  const onCreated = jest.fn();
  render(<CreateDataSource onCreated={onCreated} onClose={jest.fn()} />);
  return { onCreated, user: userEvent.setup({ delay: null }) };
}

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label, { selector: 'input' });
const enter = (label: string, text: string) => fireEvent.change(field(label), { target: { value: text } });

function fill() {
  enter('Host', 'db.example');
  enter('Password', PASSWORD);
}

describe('creating the data source', () => {
  it('hands the password to Grafana’s secure store and to nothing else', async () => {
    post.mockResolvedValue({});
    const { user, onCreated } = open();
    fill();
    await user.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(onCreated).toHaveBeenCalledWith('devdiag-postgres'));
    expect(post).toHaveBeenCalledTimes(1);
    const [url, { secureJsonData, ...rest }] = post.mock.calls[0];
    expect(url).toBe('/api/datasources');
    expect(secureJsonData).toEqual({ password: PASSWORD });
    expect(JSON.stringify(rest)).not.toContain(PASSWORD);
    expect(rest).toMatchObject({ url: 'db.example:5432', user: 'grafana', jsonData: { sslmode: 'require' } });
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(PASSWORD);
    expect(reload).toHaveBeenCalled();
  });

  it.each([
    ['db.example', 'db.example:5432'],
    ['db.example:6432', 'db.example:6432'],
    ['10.0.0.7', '10.0.0.7:5432'],
    ['::1', '[::1]:5432'],
    ['[::1]', '[::1]:5432'],
    ['[fe80::7]:6432', '[fe80::7]:6432'],
  ])('takes %s for %s, and opens as many connections as Health asks checks at once', async (host, url) => {
    post.mockResolvedValue({});
    const { user } = open();
    fill();
    enter('Host', host);
    await user.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(post).toHaveBeenCalledTimes(1));
    expect(post.mock.calls[0][1]).toMatchObject({ url, jsonData: { maxOpenConns: 20 } });
  });

  it('names each of its fields, the choice of TLS too', () => {
    open();
    expect(screen.getByRole('combobox', { name: 'TLS' })).toHaveAttribute('aria-labelledby', 'new-source-tls-label');
  });

  it.each([
    [403, /Ask an Admin of this organisation/],
    [409, /already a data source with this name or uid/],
    [500, /did not create it \(status 500\)/],
  ])('says what a %i means, and repeats nothing that was entered', async (status, sentence) => {
    post.mockRejectedValue({ status, data: { message: `refused: ${PASSWORD}` }, config: { url: '' } });
    const { user, onCreated } = open();
    fill();
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(await screen.findByText(sentence)).toBeVisible();
    expect(document.body).not.toHaveTextContent(PASSWORD);
    expect(onCreated).not.toHaveBeenCalled();
    expect(field('Host')).toHaveValue('db.example');
  });

  it('asks for what is missing before anything is sent', async () => {
    const { user } = open();
    enter('Host', 'postgres://db.example');
    enter('Database', '');
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(await screen.findByText(/without spaces or a protocol/)).toBeVisible();
    expect(screen.getByText('Enter the database’s name.')).toBeVisible();
    expect(post).not.toHaveBeenCalled();
  });
});
