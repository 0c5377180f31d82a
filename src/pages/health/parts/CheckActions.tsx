import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, ClipboardButton, LinkButton, useStyles2 } from '@grafana/ui';
import type { CheckDefinition } from '@devdiag/catalog/types';
import type { CheckResult } from '@devdiag/engine/report/report';
import type { DetailsContext } from './detailsContext';

interface Props {
  check: CheckResult;
  definition: CheckDefinition | undefined;
  context: DetailsContext;
}

/** Where to go from a check, and what can be done with it. */
export function CheckActions({ check, definition, context }: Props) {
  const styles = useStyles2(getStyles);
  const { links, canMute } = context;
  const { mute } = check;
  const whyNot = canMute
    ? undefined
    : t('health.mute.not-allowed', 'Only Editors and Admins of this organisation can mute checks.');
  return (
    <div className={styles.actions}>
      <LinkButton size="sm" variant="secondary" icon="book-open" href={links.playbook(check.id)}>
        {t('health.check.open-playbook', 'Open playbook')}
      </LinkButton>
      {check.sql !== null &&
        (links.explore ? (
          <LinkButton size="sm" variant="secondary" icon="compass" href={links.explore(check.sql)}>
            {t('health.check.explore', 'Explore')}
          </LinkButton>
        ) : (
          <Button
            size="sm"
            variant="secondary"
            icon="compass"
            disabled
            tooltip={t('health.check.no-explore', 'Your role may not use Explore.')}
          >
            {t('health.check.explore', 'Explore')}
          </Button>
        ))}
      {definition?.alert && (
        <LinkButton size="sm" variant="secondary" icon="bell" href={links.alert(definition.alert)}>
          {t('health.check.alert', 'Related alert')}
        </LinkButton>
      )}
      {definition?.source === 'grafana' && (
        <>
          <LinkButton size="sm" variant="secondary" icon="list-ul" href={links.allAlertRules()}>
            {t('health.check.all-alerts', 'Alert rules in Grafana')}
          </LinkButton>
          <LinkButton size="sm" variant="secondary" icon="cog" href={links.setup()}>
            {t('health.check.setup', 'Installation')}
          </LinkButton>
        </>
      )}
      <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => context.markdownOf(check)}>
        {t('health.check.copy', 'Copy as Markdown')}
      </ClipboardButton>
      {mute ? (
        <Button
          size="sm"
          variant="secondary"
          icon="bell"
          disabled={!canMute}
          tooltip={whyNot}
          onClick={() => context.onUnmute(mute)}
        >
          {t('health.mute.unmute', 'Unmute')}
        </Button>
      ) : (
        <Button
          size="sm"
          variant="secondary"
          icon="bell-slash"
          disabled={!canMute}
          tooltip={whyNot}
          onClick={() => context.onMute(check)}
        >
          {t('health.mute.mute', 'Mute')}
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
