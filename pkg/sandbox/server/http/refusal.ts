/** A refusal that ends a call from wherever it is noticed; the server answers with its status and body. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: object;

  constructor(status: number, body: { message: string; [key: string]: unknown }) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/** 400 with a message, Grafana's answer to most bad input. */
export function badRequest(message: string): Refusal {
  return new Refusal(400, { message });
}

/** 400 for a body that Grafana can't read into its types. Recorded with annotations and queries. */
export function unreadable(): Refusal {
  return badRequest('bad request data');
}

/** 501 for what no recording tells: the stand-in must not guess. */
export function neverRecorded(what: string): Refusal {
  return new Refusal(501, { message: `${what} is not part of the stand-in yet`, messageId: 'standin.notPart' });
}
