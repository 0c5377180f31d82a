/** The installer's way to Grafana in the browser: getBackendSrv, with every status as an answer. */
import { config, getBackendSrv, isFetchError } from '@grafana/runtime';
import { firstValueFrom, timeout, TimeoutError } from 'rxjs';
import { t } from '@grafana/i18n';
import { at } from '@devdiag/installer/json';
import { NoAnswer } from '@devdiag/installer/noAnswer';
import type { GrafanaAnswer, Transport } from '@devdiag/installer/types';

/** Evaluating a rule may take as long as Grafana gives a rule's queries. */
const LIMIT_MS = 35_000;

export const grafanaTransport: Transport = {
  async send({ method, path, body, headers }, signal): Promise<GrafanaAnswer> {
    signal?.throwIfAborted();
    try {
      const answer = await firstValueFrom(
        getBackendSrv()
          .fetch<unknown>({
            url: path,
            method,
            data: body,
            headers,
            // The page says itself what went wrong, where the person is looking.
            showErrorAlert: false,
            showSuccessAlert: false,
            validatePath: true,
          })
          .pipe(timeout(LIMIT_MS))
      );
      return answerOf(answer.status, answer.data);
    } catch (error) {
      if (error instanceof NoAnswer) {
        throw error;
      }
      if (isFetchError<GrafanaAnswer['body']>(error) && error.status > 0) {
        // Of a refusal that is no JSON it makes a message, and keeps what came.
        return answerOf(error.status, at(error.data, 'response') ?? error.data);
      }
      throw error instanceof TimeoutError
        ? new NoAnswer('timeout', t('installer.no-answer.timeout', 'Grafana did not answer in time.'))
        : new NoAnswer('network', t('installer.no-answer.network', 'Grafana could not be reached.'));
    }
  },
  namespace: async () => config.namespace,
};

/** Grafana's front end hands over what is no JSON as a text, also with status 200: a login page, what a proxy says. */
function answerOf(status: number, data: unknown): GrafanaAnswer {
  if (typeof data === 'string' && data !== '') {
    throw new NoAnswer(
      'malformed',
      t(
        'installer.no-answer.malformed',
        'What answers is not Grafana (status {{status}}): load this page again, and sign in.',
        { status }
      )
    );
  }
  return { status, body: (data || null) as GrafanaAnswer['body'] };
}
