import React from 'react';
import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import { testIds } from '../../../components/testIds';
import type { UrlProblem } from '../url';
import { urlProblemSentence } from '../words';

interface Props {
  urlProblems: UrlProblem[];
  /** Sentences about settings that are not followed. */
  settingsProblems: string[];
  /** Why mutes could not be read. */
  mutesError: string | null;
  /** Why there is nothing to compare with. */
  comparisonError: string | null;
  /** The newest request was cancelled; what is shown is older. */
  cancelled: boolean;
}

/** What the page could not do as asked, each in one sentence, beside a report that stands nevertheless. */
export function PageNotices({ urlProblems, settingsProblems, mutesError, comparisonError, cancelled }: Props) {
  const notices: Array<[string, string]> = [
    ...urlProblems.map((problem): [string, string] => ['url', urlProblemSentence(problem)]),
    ...(settingsProblems.length > 0
      ? [
          [
            'settings',
            t('health.notice.settings', 'Stored settings that are invalid are not followed: {{problems}}', {
              problems: settingsProblems.join(' '),
              interpolation: { escapeValue: false },
            }),
          ] as [string, string],
        ]
      : []),
    ...(mutesError === null
      ? []
      : [
          [
            'mutes',
            t('health.notice.mutes', 'The mutes could not be read, so muted checks count too: {{reason}}', {
              reason: mutesError,
              interpolation: { escapeValue: false },
            }),
          ] as [string, string],
        ]),
    ...(comparisonError === null
      ? []
      : [
          [
            'comparison',
            t('health.notice.comparison', 'Yesterday could not be asked about: {{reason}}', {
              reason: comparisonError,
              interpolation: { escapeValue: false },
            }),
          ] as [string, string],
        ]),
    ...(cancelled
      ? [
          ['cancelled', t('health.notice.cancelled', 'The refresh was cancelled. This is the answer from before.')] as [
            string,
            string,
          ],
        ]
      : []),
  ];
  return (
    <>
      {notices.map(([kind, sentence], i) => (
        <Alert
          key={i}
          severity="warning"
          title={sentence}
          bottomSpacing={0}
          data-testid={testIds.health.state(`notice-${kind}`)}
        />
      ))}
    </>
  );
}
