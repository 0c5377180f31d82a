import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { hasPermission } from '@grafana/runtime';
import { Button, LinkButton, useStyles2 } from '@grafana/ui';
import type { AlertState } from '@devdiag/engine/alerts/alerts';
import { alertPlaybookUrl, ruleHistoryUrl, ruleUrl, silenceUrl } from '../../../grafana/alertLinks';

interface Props {
  alert: AlertState;
  /** False on the playbook itself. */
  playbook?: boolean;
}

/** Where to go from an alert. */
export function AlertActions({ alert, playbook = true }: Props) {
  const styles = useStyles2(getStyles);
  const { definition, uid, status } = alert;
  const isThere = status !== 'not-installed';
  return (
    <div className={styles.actions}>
      {playbook && (
        <LinkButton
          size="sm"
          variant="secondary"
          icon="book-open"
          href={alertPlaybookUrl(definition.id, labelsOf(alert))}
        >
          {t('alerts.action.playbook', 'Playbook')}
        </LinkButton>
      )}
      {isThere && (
        <>
          <LinkButton size="sm" variant="secondary" icon="bell" href={ruleUrl(uid)}>
            {t('alerts.action.rule', 'Rule')}
          </LinkButton>
          <LinkButton size="sm" variant="secondary" icon="history" href={ruleHistoryUrl(uid)}>
            {t('alerts.action.history', 'History')}
          </LinkButton>
          {maySilence() ? (
            <LinkButton size="sm" variant="secondary" icon="bell-slash" href={silenceUrl(uid)}>
              {t('alerts.action.silence', 'Silence')}
            </LinkButton>
          ) : (
            <Button
              size="sm"
              variant="secondary"
              icon="bell-slash"
              disabled
              tooltip={t(
                'alerts.action.no-silence',
                'Only Editors and Admins of this organisation can silence alerts.'
              )}
            >
              {t('alerts.action.silence', 'Silence')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** What the playbook is to be filled in with: the rule's labels, and those of the one series that fires first. */
function labelsOf({ labels, instances }: AlertState): Record<string, string> {
  const [first] = instances.filter(({ status }) => status === 'firing' || status === 'pending');
  return { ...labels, ...first?.labels };
}

function maySilence(): boolean {
  return ['alert.silences:create', 'alert.silences:write', 'alert.instances:create', 'alert.instances:write'].some(
    (action) => hasPermission(action)
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
