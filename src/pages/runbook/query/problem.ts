import { t } from '@grafana/i18n';
import type { QueryError } from '@devdiag/engine/query/errors';
import { LIMIT_MS } from './askPage';

/** Why a query gave no rows, and who can do what about it. */
export interface QueryProblem {
  title: string;
  help: string;
  /** Id of the page that goes on from there. */
  page?: string;
}

/** The page's own words for an error. The server's words stand beside them. */
export function queryProblem({ kind, subject }: QueryError): QueryProblem {
  switch (kind) {
    case 'connection':
      return {
        title: t('runbook.problem.connection', 'The database could not be reached'),
        help: t(
          'runbook.problem.connection-help',
          'This is a finding too: if Grafana can’t reach it, the writer may not either. The shell commands of this page still work.'
        ),
        page: 'server-failure',
      };
    case 'authentication':
      return {
        title: t('runbook.problem.authentication', 'The database refused the data source’s login'),
        help: t(
          'runbook.problem.authentication-help',
          'An Admin of Grafana can correct user and password of the data source.'
        ),
        page: 'dashboard-no-data',
      };
    case 'data-source-missing':
      return {
        title: t('runbook.problem.data-source', 'The data source is gone'),
        help: t(
          'runbook.problem.data-source-help',
          'An Admin of Grafana can choose another one on the configuration page.'
        ),
      };
    case 'forbidden':
      return {
        title: t('runbook.problem.forbidden', 'You may not query this data source'),
        help: t(
          'runbook.problem.forbidden-help',
          'An Admin of Grafana can allow it. The SQL can be copied and run elsewhere.'
        ),
      };
    case 'permission':
      return {
        title: subject
          ? t('runbook.problem.permission-of', 'The data source’s role may not read {{subject}}', {
              subject,
              interpolation: { escapeValue: false },
            })
          : t('runbook.problem.permission', 'The data source’s role may not read this'),
        help: t('runbook.problem.permission-help', 'A database administrator can grant it.'),
        page: 'role-by-hand',
      };
    case 'missing-schema':
    case 'missing-relation':
    case 'missing-column':
      return {
        title: subject
          ? t('runbook.problem.missing-of', '{{subject}} does not exist', {
              subject,
              interpolation: { escapeValue: false },
            })
          : t('runbook.problem.missing', 'Something that the query reads does not exist'),
        help: t(
          'runbook.problem.missing-help',
          'Either the schema’s name or the database in the settings is another one, or DevDiag’s schema is not complete there.'
        ),
        page: kind === 'missing-schema' ? 'dashboard-no-data' : 'views',
      };
    case 'timeout':
      return {
        title: t('runbook.problem.timeout', 'No answer in time; the query was stopped'),
        help: t(
          'runbook.problem.timeout-help',
          'The page waits {{seconds}} seconds at most, the database may allow less. What keeps it busy is the next question.',
          { seconds: LIMIT_MS / 1000 }
        ),
        page: 'query-latency',
      };
    case 'cancelled':
      return {
        title: t('runbook.problem.cancelled', 'The query was stopped'),
        help: t('runbook.problem.cancelled-help', 'Somebody or something ended it on the server. It can be run again.'),
      };
    case 'offline':
      return {
        title: t('runbook.problem.offline', 'Grafana could not be reached'),
        help: t(
          'runbook.problem.offline-help',
          'The page itself still reads and searches. Try again when you are connected.'
        ),
      };
    case 'other':
      return {
        title: t('runbook.problem.other', 'The query could not be run'),
        help: t('runbook.problem.other-help', 'Nothing is known from it. The SQL can be copied and run elsewhere.'),
      };
  }
}
