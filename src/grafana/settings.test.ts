import { act, renderHook, waitFor } from '@testing-library/react';
import { getBackendSrv, hasPermission } from '@grafana/runtime';
import { loadSettings, saveSettings, usePluginSettings } from './settings';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  hasPermission: jest.fn(),
}));

const get = jest.fn();
const post = jest.fn();
const refusal = (status: number, message = '') => ({ status, statusText: '', data: { message }, config: { url: '' } });

beforeEach(() => {
  jest.resetAllMocks();
  jest.mocked(getBackendSrv).mockReturnValue({ get, post } as unknown as ReturnType<typeof getBackendSrv>);
  post.mockResolvedValue({ message: 'Plugin settings updated' });
});

const isStored = (jsonData: unknown) => get.mockResolvedValue({ enabled: true, pinned: false, jsonData });
const sent = () => post.mock.calls[0][1];

describe('saving', () => {
  it('keeps every key that it was not told about, and the state of the app', async () => {
    isStored({ other: 1, thresholds: { 'stale-data': { warn: 60 }, newer: { x: 1 } } });
    await saveSettings({ datasourceUid: 'pg', thresholds: { 'stale-data': { fail: 90 } } });
    expect(sent()).toEqual({
      enabled: true,
      pinned: false,
      jsonData: {
        other: 1,
        datasourceUid: 'pg',
        thresholds: { 'stale-data': { warn: 60, fail: 90 }, newer: { x: 1 } },
        savedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    });
  });

  it('lays the change over what is stored now, not over what the page saw', async () => {
    isStored({ schema: 'theirs', timeZone: 'UTC' });
    await saveSettings({ timeZone: 'Asia/Tokyo' }, { schema: 'old', timeZone: 'UTC' });
    expect(sent().jsonData).toMatchObject({ schema: 'theirs', timeZone: 'Asia/Tokyo' });
  });

  it('refuses, and sends nothing, when somebody else changed the same key', async () => {
    isStored({ schema: 'theirs' });
    await expect(saveSettings({ schema: 'mine' }, { schema: 'old' })).rejects.toMatchObject({
      kind: 'conflict',
      paths: ['schema'],
    });
    expect(post).not.toHaveBeenCalled();
  });

  it('overwrites when it is told to', async () => {
    isStored({ schema: 'theirs' });
    await saveSettings({ schema: 'mine' });
    expect(sent().jsonData.schema).toBe('mine');
  });

  it('lets neither success nor failure pop up: the page says it', async () => {
    isStored({});
    await saveSettings({ schema: 'mine' });
    expect(get.mock.calls[0][3]).toMatchObject({ showErrorAlert: false });
    expect(post.mock.calls[0][2]).toMatchObject({ showErrorAlert: false, showSuccessAlert: false });
  });

  it.each([
    [refusal(403, 'Permissions needed: plugins:write'), 'forbidden', /Only an Admin.*Nothing was saved/],
    [refusal(500, 'it <broke>'), 'failed', /500\): it <broke>/],
    [new TypeError('Failed to fetch'), 'offline', /could not be reached/],
  ])('says what went wrong: %j', async (error, kind, message) => {
    isStored({});
    post.mockRejectedValue(error);
    await expect(saveSettings({ schema: 'mine' })).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(message),
    });
  });
});

describe('reading', () => {
  it.each([null, undefined, [], 'text'])('takes jsonData %j for nothing stored', async (jsonData) => {
    isStored(jsonData);
    await expect(loadSettings()).resolves.toMatchObject({ stored: {}, enabled: true });
  });

  it('gives complete settings, and says which stored ones it did not follow', async () => {
    jest.mocked(hasPermission).mockReturnValue(true);
    isStored({ datasourceUid: 'pg', retentionDays: -1, other: 1 });
    const { result } = renderHook(() => usePluginSettings());
    expect(result.current.loading).toBe(true);
    expect(result.current.settings).toBeUndefined();
    await waitFor(() => expect(result.current.loading).toBe(false));
    expect(result.current).toMatchObject({
      stored: { datasourceUid: 'pg', other: 1 },
      settings: {
        schema: 'devdiag',
        timeZone: 'UTC',
        retentionDays: 180,
        thresholds: { 'stale-data': { warn: 120, fail: 360 } },
      },
      problems: [{ path: 'retentionDays' }],
      canEdit: true,
      enabled: true,
    });
  });

  it('tells an error from nothing stored, and reads again when asked', async () => {
    get.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const { result } = renderHook(() => usePluginSettings());
    await waitFor(() => expect(result.current.error?.kind).toBe('offline'));
    expect(result.current.settings).toBeUndefined();
    isStored({ schema: 'ops' });
    act(() => result.current.reload());
    await waitFor(() => expect(result.current.settings?.schema).toBe('ops'));
    expect(result.current.error).toBeUndefined();
  });
});
