export type Labels = Record<string, string>;

export type InstanceState = 'Normal' | 'Pending' | 'Alerting' | 'NoData' | 'Error';

/** One alert of a rule: what it says of one set of labels. Times in milliseconds since 1970. */
export interface Instance {
  labels: Labels;
  annotations: Labels;
  state: InstanceState;
  /** Why it is in this state though its result is another one: `NoData`, `Error, KeepLast`. */
  reason: string;
  /** When the state began. */
  startsAt: number;
  /** Until when the state is to be believed without another evaluation. */
  endsAt: number;
  lastEvaluation: number;
  /** The last number of each query and expression; -1 where there was none. */
  values: Record<string, number>;
  description: string;
  error: string | undefined;
}

/** A change of an instance, as the history keeps it. */
export interface Transition {
  before: { state: InstanceState; reason: string };
  after: Instance;
}

/** The state as Grafana answers it. */
export function stateText({ state, reason }: Pick<Instance, 'state' | 'reason'>): string {
  return reason ? `${state} (${reason})` : state;
}
