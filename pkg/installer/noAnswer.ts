/** A request without an answer. Whether Grafana carried it out is unknown: only reading again tells. */
export class NoAnswer extends Error {
  constructor(
    /** `malformed`: there was an answer, and it was not JSON. */
    readonly kind: 'timeout' | 'network' | 'malformed',
    message: string
  ) {
    super(message);
    this.name = 'NoAnswer';
  }
}
