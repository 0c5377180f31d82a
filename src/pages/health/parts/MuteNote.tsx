import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { CheckResult, Mute } from '@devdiag/engine/report/report';
import { outcomeLabel } from '../../../components/outcomeLook';
import { showInstant } from '../words';

/** Who muted a check, why and until when, and what it would be otherwise. */
export function MuteNote({ check, mute }: { check: CheckResult; mute: Mute }) {
  const styles = useStyles2(getStyles);
  return (
    <p className={styles.note}>
      {t('health.mute.note', 'Muted by {{owner}} until {{until}}: {{reason}} Without that it would be: {{outcome}}.', {
        owner: mute.owner,
        until: showInstant(mute.until),
        reason: /[.!?]$/.test(mute.reason) ? mute.reason : `${mute.reason}.`,
        outcome: outcomeLabel(check.underlying),
        interpolation: { escapeValue: false },
      })}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({ margin: 0, fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.primary }),
});
