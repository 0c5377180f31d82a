import type { Settings } from '@devdiag/catalog/types';
import type { AlertState, Labels } from '@devdiag/engine/alerts/alerts';
import { holdsLabels, seriesState } from '@devdiag/engine/alerts/series';
import type { Measurement } from '@devdiag/engine/incident/event';
import { formatInstant } from '@devdiag/engine/report/format';
import { namesOf } from '@devdiag/installer/names';
import { installationsOf, measureRules, readAlerts, type Measurement as Measured } from '../../../grafana/alerts';
import { grafanaTransport } from '../../../grafana/transport';
import type { About } from '../../incidents/measure';
import { findPage } from '../library/pages';
import { installationsFor } from '../state/alertsOf';

/**
 * What the alerts of an incident's page say now, since when and with which value, and every other one that fires: it may
 * have begun long before somebody started the incident. Nothing where no rules are installed.
 */
export async function measureAlerts(about: About, settings: Settings, now: number): Promise<Measurement[]> {
  const wanted = [about.alert, ...(findPage(about.page)?.alerts ?? [])];
  try {
    const installations = await installationsOf(grafanaTransport, settings);
    const read = await readAlerts(grafanaTransport, { installations, histories: [], now });
    const found = installationsFor({ installations: read }, about.labels.tenant ?? null).flatMap(
      ({ installation: { prefix }, alerts }) =>
        alerts
          .filter(({ definition, status }) => wanted.includes(definition.id) || status === 'firing')
          .map((alert) => ({ alert, title: namesOf(prefix).rule(alert.definition).title }))
    );
    const states = found.map(({ alert }) => alert);
    const values = await measureRules(states, now, new AbortController().signal).catch(() => new Map());
    return found.map(({ alert, title }) => measurementOf(alert, title, about.labels, values.get(alert.uid)));
  } catch {
    // Silence would read as if nothing had fired.
    const state = 'unknown, Grafana could not be asked';
    return [{ kind: 'measured', of: 'alerts', title: 'Alerts', state, value: null, threshold: null, unit: 'count' }];
  }
}

function measurementOf(alert: AlertState, title: string, labels: Labels, measured: Measured | undefined): Measurement {
  const { definition, condition } = alert;
  const asked = Object.fromEntries(Object.entries(labels).filter(([name]) => definition.labels.includes(name)));
  const { status, since } = Object.keys(asked).length === 0 ? alert : seriesState(alert, asked);
  const values =
    measured && 'values' in measured ? measured.values.filter((one) => holdsLabels(one.labels, asked)) : [];
  const worst = (condition?.comparison ?? definition.firesWhen) === 'above' ? Math.max : Math.min;
  return {
    kind: 'measured',
    of: definition.id,
    title,
    state: [
      status === 'inactive' ? 'normal' : status,
      ...(since === null ? [] : [`since ${formatInstant(since)}`]),
      ...(alert.isErrorHidden ? ['(its query fails)'] : []),
      ...(alert.isLate ? ['(not evaluated any more)'] : []),
    ].join(' '),
    value: values.length === 0 ? null : worst(...values.map(({ value }) => value)),
    threshold: condition?.threshold ?? null,
    unit: definition.unit,
  };
}
