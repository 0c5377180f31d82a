import React from 'react';
import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, TextLink, useStyles2 } from '@grafana/ui';
import { PLUGIN_BASE_URL, ROUTES } from '../../constants';
import type { SettingsForm } from './useSettingsForm';

interface Props {
  form: SettingsForm;
  onSave: () => void;
  /** Reads again what is stored, giving up what was entered. */
  onReload: () => void;
  /** What a dotted path is called on the page. */
  labelOf: (path: string) => string;
}

/** Says how many changes are not saved yet and how the last save went. Stays in sight at the end of the window. */
export function SaveBar({ form, onSave, onReload, labelOf }: Props) {
  const styles = useStyles2(getStyles);
  const { changes, outcome, saving } = form;
  const conflict = outcome?.kind === 'failed' && outcome.error.kind === 'conflict' ? outcome.error : undefined;
  return (
    <div className={styles.bar}>
      {outcome?.kind === 'failed' && (
        <Alert severity="error" title={outcome.error.message} bottomSpacing={0}>
          {conflict && (
            <>
              <p>{t('setup.save.conflict-with', 'Changed by somebody else:')}</p>
              <ul className={styles.paths}>
                {conflict.paths.map((path) => (
                  <li key={path}>{labelOf(path)}</li>
                ))}
              </ul>
              <div className={styles.buttons}>
                <Button variant="secondary" onClick={onReload}>
                  <Trans i18nKey="setup.save.take-theirs">Discard mine and show theirs</Trans>
                </Button>
                <Button variant="destructive" fill="outline" onClick={() => form.save(true)}>
                  <Trans i18nKey="setup.save.overwrite">Save mine instead</Trans>
                </Button>
              </div>
            </>
          )}
        </Alert>
      )}
      <div className={styles.line}>
        <Button onClick={onSave} disabled={changes === 0 || saving} icon={saving ? 'spinner' : undefined}>
          <Trans i18nKey="setup.save.save">Save</Trans>
        </Button>
        <Button variant="secondary" onClick={form.discard} disabled={changes === 0 || saving}>
          <Trans i18nKey="setup.save.discard">Discard</Trans>
        </Button>
        <div role="status" className={styles.status}>
          {outcome?.kind === 'refused' ? (
            <span className={styles.refused}>
              {t('setup.save.refused', 'Nothing was saved: {{count}} settings have to be mended first.', {
                count: outcome.count,
                defaultValue_one: 'Nothing was saved: {{count}} setting has to be mended first.',
              })}
            </span>
          ) : changes > 0 ? (
            t('setup.save.unsaved', '{{count}} changes are not saved yet.', {
              count: changes,
              defaultValue_one: '{{count}} change is not saved yet.',
            })
          ) : outcome?.kind === 'saved' ? (
            <span className={styles.saved}>
              {t('setup.save.saved', 'Saved.')}{' '}
              <TextLink href={locationUtil.assureBaseUrl(`${PLUGIN_BASE_URL}/${ROUTES.health}`)}>
                {t('setup.save.open-health', 'Open Health')}
              </TextLink>
            </span>
          ) : (
            t('setup.save.nothing', 'No changes.')
          )}
        </div>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'sticky',
    bottom: 0,
    zIndex: theme.zIndex.navbarFixed - 1,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5, 0),
    background: theme.colors.background.primary,
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  status: css({ color: theme.colors.text.secondary, marginLeft: theme.spacing(1) }),
  refused: css({ color: theme.colors.error.text }),
  saved: css({ color: theme.colors.success.text }),
  paths: css({ margin: theme.spacing(0.5, 0, 1, 3) }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
