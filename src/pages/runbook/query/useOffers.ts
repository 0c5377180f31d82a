import { useCallback, useEffect, useRef } from 'react';
import { firstValueFrom } from 'rxjs';
import { t } from '@grafana/i18n';
import type { ComboboxOption } from '@grafana/ui';
import type { PageParameter } from '@devdiag/catalog/types';
import { offerQuery } from '@devdiag/engine/runbook/offer';
import type { Site } from '../site/useSite';
import { askPage } from './askPage';
import { queryProblem } from './problem';

export type LoadOffers = (parameter: PageParameter, typed: string) => Promise<Array<ComboboxOption<string>>>;

/** Finds values of a parameter by what was typed. Each list is read once, when somebody first asks for it. */
export function useOffers({ dataSource, assumed, parameters }: Site): LoadOffers {
  const known = useRef(new Map<PageParameter, Promise<Array<ComboboxOption<string>>>>());
  useEffect(() => {
    // Lists of another tenant or instant.
    known.current.clear();
  }, [dataSource, assumed, parameters]);
  return useCallback(
    async (parameter, typed) => {
      let list = known.current.get(parameter);
      if (!list) {
        list = readOffers(parameter, dataSource?.uid, { assumed, parameters });
        known.current.set(parameter, list);
        // A failure isn't kept: the next opening tries again.
        list.catch(() => known.current.delete(parameter));
      }
      const wanted = typed.trim().toLocaleLowerCase();
      return (await list).filter(({ value }) => value.toLocaleLowerCase().includes(wanted));
    },
    [dataSource, assumed, parameters]
  );
}

async function readOffers(
  parameter: PageParameter,
  dataSourceUid: string | undefined,
  { assumed, parameters }: Pick<Site, 'assumed' | 'parameters'>
): Promise<Array<ComboboxOption<string>>> {
  if (dataSourceUid === undefined) {
    return [];
  }
  const { tenant, problem, target, asOf } = parameters;
  // A parameter doesn't narrow its own list.
  const question = { settings: assumed, tenant, problem, target, [parameter]: null };
  const block = offerQuery(parameter);
  const answers = await firstValueFrom(askPage([block], { dataSourceUid, question, asOf }));
  const result = answers.get(block.id)?.result;
  if (!result?.ok) {
    throw new Error(result ? queryProblem(result.error).title : '');
  }
  return result.answer.rows.map(([value, runs]) => ({
    value: String(value),
    label: String(value),
    description: t('runbook.parameter.runs', '{{count}} runs in 7 days', {
      count: Number(runs),
      defaultValue_one: '{{count}} run in 7 days',
    }),
  }));
}
