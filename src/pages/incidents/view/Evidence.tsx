import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { KeptResult, LoggedEvent } from '@devdiag/engine/incident/event';
import { DataTable } from '../../../components/DataTable';

/** A result as it was kept. */
export function Evidence({ entry: { event, author, at } }: { entry: LoggedEvent & { event: KeptResult } }) {
  const styles = useStyles2(getStyles);
  const columns = event.columns.map((label, index) => ({ id: String(index), label, kind: 'text' as const }));
  const rows = event.rows.map((row) =>
    Object.fromEntries(row.map((cell, index) => [String(index), cell === null ? null : String(cell)]))
  );
  return (
    <section className={styles.kept}>
      <h3 className={styles.title}>{event.title}</h3>
      <p className={styles.facts}>
        {t('incidents.evidence.facts', 'As of {{asOf}}; kept by {{author}} at {{at}}.', {
          asOf: dateTimeFormat(event.asOf),
          at: dateTimeFormat(at),
          author,
          interpolation: { escapeValue: false },
        })}{' '}
        {event.more && t('incidents.evidence.more', 'There were more rows than were kept.')}
      </p>
      {rows.length === 0 ? (
        <p>{t('incidents.evidence.none', 'The query found no rows.')}</p>
      ) : (
        <DataTable caption={event.title} columns={columns} rows={rows} />
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  kept: css({ marginBottom: theme.spacing(3) }),
  title: css({ ...theme.typography.h5, margin: 0 }),
  facts: css({ color: theme.colors.text.secondary, marginBottom: theme.spacing(1) }),
});
