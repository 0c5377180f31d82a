import { AbortedError } from '../query/runSql.ts';
import type { Space, Spaces } from '../state/space.ts';
import type { Log } from '../types.ts';
import { runRule } from './runRule.ts';
import { TICK_SECONDS } from './validateRule.ts';

const TICK_MS = TICK_SECONDS * 1000;

/** Evaluates each rule that isn't paused whenever its group's interval divides the time, as Grafana does. */
export class Scheduler {
  private readonly spaces: Spaces;
  private readonly rowLimit: number;
  private readonly log: Log;
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(spaces: Spaces, { rowLimit, log }: { rowLimit: number; log: Log }) {
    this.spaces = spaces;
    this.rowLimit = rowLimit;
    this.log = log;
  }

  start(): void {
    const tick = Math.floor(Date.now() / TICK_MS) * TICK_MS + TICK_MS;
    this.timer = setTimeout(() => {
      this.start();
      this.spaces.all().forEach((space) => this.keep(this.tick(space, tick)));
    }, tick - Date.now());
    // A scheduler alone is no reason to go on.
    this.timer.unref();
  }

  /** Stops, and waits for the evaluations on their way. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.stopping.abort();
    await Promise.all(this.running);
  }

  /** Evaluates all rules of a space that aren't paused, as of an instant. Throws what an evaluation throws. */
  async evaluateAll(space: Space, at: number): Promise<void> {
    for (const rule of space.alerting.rules.list().filter(({ isPaused }) => !isPaused)) {
      await this.evaluate(space, rule.uid, at);
    }
  }

  /** Evaluates the rules of a space that are due. One that can't be evaluated is told to the log and left as it was. */
  private async tick(space: Space, at: number): Promise<void> {
    const due = space.alerting.rules
      .list()
      .filter(({ isPaused, intervalSeconds }) => !isPaused && at % (intervalSeconds * 1000) === 0);
    for (const { uid, title } of due) {
      // A test may have evaluated the rules of its space as of a later time.
      if ((space.alerting.runs.get(uid)?.lastEvaluation ?? 0) < at) {
        await this.evaluate(space, uid, at).catch((error: Error) => {
          if (!(error instanceof AbortedError)) {
            this.log(`rule "${title}" could not be evaluated: ${error.message}`);
          }
        });
      }
    }
  }

  private async evaluate(space: Space, uid: string, at: number): Promise<void> {
    const rule = space.alerting.rules.get(uid);
    if (rule && !this.stopping.signal.aborted) {
      await runRule(space, rule, at, { rowLimit: this.rowLimit, signal: this.stopping.signal });
    }
  }

  private keep(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}
