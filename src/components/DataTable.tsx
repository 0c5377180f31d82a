import { css } from '@emotion/css';
import React, { useState } from 'react';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { EvidenceCell, EvidenceColumn } from '@devdiag/catalog/types';
import { formatCell } from '@devdiag/engine/report/format';

export interface DataColumn extends EvidenceColumn {
  /** Writes a cell that is not null, where its kind alone doesn't say how. */
  show?: (cell: string | number) => string;
}

interface Props {
  /** For screen readers. */
  caption: string;
  columns: DataColumn[];
  rows: Array<Record<string, EvidenceCell>>;
}

const FIRST_ROWS = 10;

/** Evidence as a table. The first rows at once, all of them on demand; long cells wrap. */
export function DataTable({ caption, columns, rows }: Props) {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  return (
    <div>
      {/* Focusable, so that the keyboard can scroll it. */}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={caption}>
        <table className={styles.table}>
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ id, label, kind }) => (
                <th key={id} scope="col" className={isNumber(kind) ? styles.number : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i} className={!all && i >= FIRST_ROWS ? styles.later : undefined}>
                {columns.map(({ id, kind, show: write }) => (
                  <td key={id} className={isNumber(kind) ? styles.number : undefined}>
                    {write && row[id] !== null ? write(row[id]) : show(row[id], kind)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > FIRST_ROWS && (
        <Button variant="secondary" fill="text" size="sm" onClick={() => setAll(!all)}>
          {all
            ? t('data-table.fewer', 'Show the first {{count}} rows', { count: FIRST_ROWS })
            : t('data-table.all', 'Show all {{count}} rows', { count: rows.length })}
        </Button>
      )}
    </div>
  );
}

/** Times in the reader's own zone, everything else as in the exports. */
function show(cell: EvidenceCell | undefined, kind: EvidenceColumn['kind']): string {
  return kind === 'time' && typeof cell === 'number' ? dateTimeFormat(cell) : formatCell(cell, kind);
}

function isNumber(kind: EvidenceColumn['kind']): boolean {
  return kind !== 'text' && kind !== 'time';
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({
    overflowX: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  table: css({
    width: '100%',
    'th, td': {
      padding: theme.spacing(0.75, 1.5),
      textAlign: 'left',
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      maxWidth: 480,
      overflowWrap: 'anywhere',
    },
    // Without this a narrow screen breaks every word before it scrolls.
    td: { minWidth: 110 },
    th: { fontWeight: theme.typography.fontWeightMedium, color: theme.colors.text.secondary, whiteSpace: 'nowrap' },
    'tbody tr:last-child td': { borderBottom: 'none' },
  }),
  // On paper there is no button to press.
  later: css({ '@media screen': { display: 'none' } }),
  number: css({ '&&': { textAlign: 'right', minWidth: 0, whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' } }),
});
