import { useMemo, useState } from 'react';
import type { Settings } from '@devdiag/catalog/types';
import { desiredResources, type Desired } from '@devdiag/installer/desired/desired';
import { findInstallations } from '@devdiag/installer/installations';
import { observe } from '@devdiag/installer/observe/observe';
import { makePlan, type FullPlan, type PlannedItem } from '@devdiag/installer/plan/plan';
import type { Choices, Installation, QueryPort, Transport } from '@devdiag/installer/types';
import { useAnswer, wordsOf, type Answer } from './useAnswer';
import { useApply, type Apply } from './useApply';
import { useDelivery, type DeliveryAnswer } from './useDelivery';
import { useOptions, type OptionsState } from './useOptions';
import { useVerification, type Verifying } from './useVerification';

/** The ways out of the page; tests hand in their own. */
export interface Ports {
  transport: Transport;
  queries: QueryPort;
}

export interface InstallerArguments extends Ports {
  /** In force once the page is saved. */
  settings: Settings;
  /** In force now. */
  stored: Settings;
  /** The data source chosen on the page; '' for none. */
  datasourceUid: string;
}

export interface Installer extends OptionsState {
  installations: Installation[];
  /** Null while it is not known, and where options are wrong. */
  plan: FullPlan | null;
  /** Grafana has something of this installation. */
  isThere: boolean;
  /** Nothing can be said yet. */
  reading: boolean;
  /** Why nothing can be said. */
  failure: string | null;
  reload: () => void;
  chooseSide: (key: PlannedItem['key'], field: string, side: 'ours' | 'theirs') => void;
  apply: Apply;
  verification: Verifying;
  delivery: Answer<DeliveryAnswer>;
  install: () => Promise<void>;
  verify: () => Promise<void>;
  /** @param removals what was shown and agreed to */
  uninstall: (removals: FullPlan) => Promise<void>;
}

/**
 * State of the installer, put together. What Grafana holds is read once and again after every change; the plan follows
 * what is typed without asking anybody. Judging is the installer's.
 */
export function useInstaller({ transport, queries, settings, stored, datasourceUid }: InstallerArguments): Installer {
  const found = useAnswer(`installations ${JSON.stringify(stored.thresholds)}`, (signal) =>
    findInstallations(transport, stored, signal)
  );
  const state = useOptions({ installations: found.value ?? NONE, settings, stored, datasourceUid });
  const { options, problems } = state;
  const wanted = useMemo(
    () => (problems.length === 0 ? wantedOf(() => desiredResources(options, settings)) : { desired: null }),
    [options, settings, problems]
  );
  const { desired } = wanted;
  const question = found.value === null || desired === null ? null : questionOf(desired, options.datasourceUid);
  const observed = useAnswer(question, (signal) => observe(transport, desired ?? [], options, signal), {
    delayMs: 300,
  });
  const [choices, setChoices] = useState<Choices>({});
  const plan = useMemo(
    () =>
      desired !== null && observed.value !== null && observed.of === question
        ? makePlan(desired, observed.value, choices)
        : null,
    [desired, observed.value, observed.of, question, choices]
  );
  const apply = useApply(transport);
  const verification = useVerification(transport, queries);
  const delivery = useDelivery(transport, observed.value);

  const carryOut = async (what: FullPlan, uninstalling: boolean) => {
    verification.forget();
    const report = await apply.run(what, uninstalling);
    await Promise.all([found.again(), observed.again()]);
    if (report?.result === 'installed') {
      setChoices({});
      state.reset();
    }
    return report;
  };

  return {
    ...state,
    // What was found out or done is not about what the page shows from now on.
    change: (part) => {
      apply.forget();
      verification.forget();
      state.change(part);
    },
    changeRule: (id, part) => {
      apply.forget();
      verification.forget();
      state.changeRule(id, part);
    },
    choose: (prefix) => {
      apply.forget();
      verification.forget();
      setChoices({});
      state.choose(prefix);
    },
    installations: found.value ?? NONE,
    plan,
    isThere: [...(observed.value?.found.values() ?? [])].some((each) => each?.base?.prefix === options.prefix),
    reading:
      (found.value === null && found.error === null) ||
      (question !== null && observed.value === null && observed.error === null),
    failure: found.error ?? observed.error ?? wanted.problem ?? null,
    reload: () => void Promise.all([found.again(), observed.again()]),
    chooseSide: (key, field, side) => setChoices((before) => ({ ...before, [key]: { ...before[key], [field]: side } })),
    apply,
    verification,
    delivery,
    install: async () => {
      if (plan !== null && desired !== null && (await carryOut(plan, false))?.result === 'installed') {
        await verification.run(desired, options);
      }
    },
    verify: async () => {
      apply.forget();
      if (desired !== null) {
        await Promise.all([verification.run(desired, options), delivery.again(), observed.again()]);
      }
    },
    uninstall: async (removals) => void (await carryOut(removals, true)),
  };
}

const NONE: Installation[] = [];

/** What has to be read depends on which resources are wanted, not on what is in them. */
function questionOf(desired: Desired[], datasourceUid: string): string {
  const folder = desired.find(({ kind }) => kind === 'dashboard')?.fields.folder;
  return JSON.stringify([datasourceUid, folder, ...desired.map(({ kind, uid }) => `${kind}/${uid}`)]);
}

/** A schema or tenant that no query can hold is somebody's typing, not a broken page. */
function wantedOf(make: () => Desired[]): { desired: Desired[] | null; problem?: string } {
  try {
    return { desired: make() };
  } catch (error) {
    return { desired: null, problem: wordsOf(error) };
  }
}
