import { isObject, textAt } from './json.ts';
import type { GrafanaAnswer, GrafanaRequest } from './types.ts';

/** Grafana said no. The message is for people; nothing secret is in it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** Longest part of Grafana's own words that is passed on. */
const LONGEST = 300;

/** What an answer that was not expected means, and what to do about it. */
export function refusal(request: GrafanaRequest, { status, body }: GrafanaAnswer): Refused {
  const said = isObject(body) ? textAt(body, 'message').slice(0, LONGEST) : '';
  const words = said === '' ? '' : ` Grafana says: “${said}”.`;
  const what = `${request.method} ${request.path.split('?')[0]}`;
  if (status >= 300 && status < 400) {
    return new Refused(
      status,
      `Something sent the request elsewhere (${status}, ${what}): a proxy with a sign-in page, or an address that has moved. Sign in, or correct Grafana’s address.`
    );
  }
  switch (status) {
    case 401:
      return new Refused(
        status,
        `Grafana does not know you any more (401, ${what}): sign in again, or renew the token.`
      );
    case 403:
      return new Refused(status, `Permission is missing (403, ${what}).${words} Ask an Admin of this organisation.`);
    case 409:
      return new Refused(status, `It is in conflict with something that is already there (409, ${what}).${words}`);
    case 412:
      return new Refused(status, `Somebody changed it since the plan was made (412, ${what}). Plan again.`);
    default:
      return new Refused(status, `Grafana refused ${what} with status ${status}.${words}`);
  }
}
