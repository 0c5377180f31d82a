import { NEVER, of, throwError } from 'rxjs';
import { NoAnswer } from '@devdiag/installer/noAnswer';
import { grafanaTransport } from './transport';

const fetch = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  config: { namespace: 'org-2' },
  getBackendSrv: () => ({ fetch }),
}));

const get = { method: 'GET', path: '/api/folders/x' } as const;
const failure = () => grafanaTransport.send(get).catch((error: unknown) => error);

beforeEach(() => fetch.mockReset());

describe('the way to Grafana in the browser', () => {
  it('sends what it is told, and says nothing itself', async () => {
    fetch.mockReturnValue(of({ status: 201, data: { uid: 'x' } }));
    const request = {
      method: 'PUT',
      path: '/api/x',
      body: { a: 1 },
      headers: { 'X-Disable-Provenance': 'true' },
    } as const;
    expect(await grafanaTransport.send(request)).toEqual({ status: 201, body: { uid: 'x' } });
    expect(fetch).toHaveBeenCalledWith({
      url: '/api/x',
      method: 'PUT',
      data: { a: 1 },
      headers: request.headers,
      showErrorAlert: false,
      showSuccessAlert: false,
      validatePath: true,
    });
    expect(await grafanaTransport.namespace()).toBe('org-2');
  });

  it.each([400, 401, 403, 404, 409, 412, 500])('takes %d for an answer', async (status) => {
    fetch.mockReturnValue(throwError(() => ({ status, data: { message: 'no' }, config: {} })));
    expect(await grafanaTransport.send(get)).toEqual({ status, body: { message: 'no' } });
  });

  it.each([undefined, null, ''])('takes %p for an empty answer', async (data) => {
    fetch.mockReturnValue(of({ status: 204, data }));
    expect(await grafanaTransport.send(get)).toEqual({ status: 204, body: null });
  });

  // What Grafana's front end cannot parse it hands over as a text, and of a refusal makes a message of that.
  it.each<[string, number, () => void]>([
    ['a login page with status 200', 200, () => fetch.mockReturnValue(of({ status: 200, data: '<!doctype html>…' }))],
    ['half an answer', 200, () => fetch.mockReturnValue(of({ status: 200, data: '{"uid": "x' }))],
    [
      'a page of a proxy',
      502,
      () =>
        fetch.mockReturnValue(
          throwError(() => ({ status: 502, data: { message: '<html>…', response: '<html>…' }, config: {} }))
        ),
    ],
    [
      'a page as it is',
      503,
      () => fetch.mockReturnValue(throwError(() => ({ status: 503, data: '<html>…', config: {} }))),
    ],
  ])('says that there was no answer: %s', async (_, status, prepare) => {
    prepare();
    const error = await failure();
    expect(error).toBeInstanceOf(NoAnswer);
    expect(error).toMatchObject({ kind: 'malformed', message: expect.stringContaining(`(status ${status})`) });
    expect(String(error)).not.toContain('<');
  });

  it('says that Grafana was not reached', async () => {
    for (const thrown of [{ status: 0, data: null, config: {} }, new TypeError('Failed to fetch')]) {
      fetch.mockReturnValue(throwError(() => thrown));
      expect(await failure()).toMatchObject({ name: 'NoAnswer', kind: 'network' });
    }
  });

  it('gives up after the limit', async () => {
    jest.useFakeTimers();
    fetch.mockReturnValue(NEVER);
    const error = failure();
    await jest.advanceTimersByTimeAsync(35_001);
    expect(await error).toMatchObject({ name: 'NoAnswer', kind: 'timeout' });
    jest.useRealTimers();
  });

  it('sends nothing that nobody waits for any more', async () => {
    // jsdom's signals do not have it.
    const ended = {
      throwIfAborted: () => {
        throw new DOMException('', 'AbortError');
      },
    } as unknown as AbortSignal;
    await expect(grafanaTransport.send(get, ended)).rejects.toMatchObject({ name: 'AbortError' });
    expect(fetch).not.toHaveBeenCalled();
  });
});
