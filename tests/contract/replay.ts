import type { StandIn } from '../../pkg/sandbox/server/standin.ts';
import { clientFor, type Answer, type Client } from './client.ts';
import { differences, type CompareOptions } from './compare.ts';
import { identifierIn, PLACEHOLDERS, type RecordedCall } from './recording.ts';
import type { World } from './world.ts';

/** Makes recorded calls to a stand-in, as the recorded people, with this run's database in place of the recorded one. */
export class Replay {
  private readonly saved: Record<string, string> = {};
  /** What Grafana made up in the recording, and what the stand-in made up in its place. */
  private readonly aliases = new Map<string, string>();
  /** A silence for the past can't be made; the recorded one lasts an hour from now. */
  private readonly silenceEnd = new Date(Date.now() + 3_600_000).toISOString().slice(0, 19);

  private constructor(
    private readonly world: World,
    private readonly standIn: StandIn,
    readonly clients: Record<RecordedCall['role'], Client>
  ) {}

  static async start(world: World, standIn: StandIn): Promise<Replay> {
    const as = (login?: string) => clientFor(standIn.url, login);
    const [admin, editor, viewer, anonymous] = await Promise.all([as('admin'), as('editor'), as('viewer'), as()]);
    return new Replay(world, standIn, { admin, editor, viewer, anonymous });
  }

  async make(call: RecordedCall): Promise<Answer> {
    const { method, headers, raw } = call;
    const body = raw ? call.request : this.withPassword(this.substitute(call.request));
    const answer = await this.clients[call.role].call(method, this.substitute(call.path), body, { headers, raw });
    const { silenceID } = (call.response ?? {}) as { silenceID?: string };
    if (silenceID) {
      this.aliases.set(silenceID, String(answer.body?.silenceID));
    }
    if (call.saves) {
      this.saved[call.saves] = identifierIn(answer.body);
    }
    return answer;
  }

  /** Lines that tell where an answer differs from the recorded one. */
  differences(call: RecordedCall, answer: Answer, options: CompareOptions): string[] {
    const recorded = this.substitute({ status: call.status, contentType: call.contentType ?? '', body: call.response });
    const { status, contentType, text } = answer;
    const body = contentType.includes('json') ? answer.body : text || null;
    return differences(withoutTimes(recorded), withoutTimes({ status, contentType, body }), options);
  }

  private substitute<T>(value: T): T {
    if (value === undefined) {
      return value;
    }
    const viewerUid = this.standIn.space().findUser('viewer')?.uid ?? '';
    const text = JSON.stringify(value)
      .replaceAll(PLACEHOLDERS.viewerUid, viewerUid)
      .replaceAll(PLACEHOLDERS.silenceEnd, this.silenceEnd)
      .replaceAll(PLACEHOLDERS.webhook, this.world.webhook)
      .replaceAll(PLACEHOLDERS.address, this.world.address)
      .replace(/\{\{(\w+)\}\}/g, (_, name: string) => this.saved[name] ?? '');
    return JSON.parse([...this.aliases].reduce((all, [recorded, given]) => all.replaceAll(recorded, given), text));
  }

  /** Recordings of data sources that work hold some password; this run's database wants its own. */
  private withPassword(body: unknown): unknown {
    const secrets = (body as { secureJsonData?: { password?: string } } | undefined)?.secureJsonData;
    if (secrets?.password && secrets.password !== 'not the password') {
      secrets.password = this.world.database.rolePassword;
    }
    return body;
  }
}

/** Macros write the moment of a query into its SQL; only the form of such times is compared. */
function withoutTimes(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (key, item) =>
      key === 'executedQueryString' && /diag_run where/.test(item)
        ? item.replace(/'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z'/g, "'a time'")
        : item
    )
  );
}
