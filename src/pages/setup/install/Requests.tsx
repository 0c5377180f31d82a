import React from 'react';
import { t } from '@grafana/i18n';
import type { GrafanaRequest } from '@devdiag/installer/types';
import { CodeCard } from '../../../components/CodeCard';
import { RAW } from './words';

/**
 * Requests as they would be sent, to look at and to copy.
 * @param of title of the resource
 */
export function Requests({ of, requests }: { of: string; requests: GrafanaRequest[] }) {
  return (
    <>
      {requests.map(({ method, path, headers = {}, body }, index) => (
        <CodeCard
          key={index}
          kind={`${method} ${path}`}
          label={t('install.plan.request', 'Request for {{title}}', { title: of, ...RAW })}
          code={[
            Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
            body === undefined ? [] : [JSON.stringify(body, null, 2)],
          ]
            .filter((part) => part.length > 0)
            .map((part) => part.join('\n'))
            .join('\n\n')}
        />
      ))}
    </>
  );
}
