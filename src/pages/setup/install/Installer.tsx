import React, { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { Disclosure } from '../../../components/Disclosure';
import { testIds } from '../../../components/testIds';
import { installAccess } from '../../../grafana/access';
import { InstallationPicker } from './InstallationPicker';
import { InstalledStatus } from './InstalledStatus';
import { NoDataSource } from './NoDataSource';
import { missingRights } from './permissions';
import { ReadFailed } from './ReadFailed';
import { Toolbar, type Panel } from './Toolbar';
import { useInstaller, type InstallerArguments } from './useInstaller';
import { optionsInWords, planInWords, progressInWords } from './words';

// What only a click shows, or what is there only once something is installed, is loaded then.
const DeliveryNote = lazy(async () => ({ default: (await import('./DeliveryNote')).DeliveryNote }));
const ExportPanel = lazy(async () => ({ default: (await import('./ExportPanel')).ExportPanel }));
const FromFiles = lazy(async () => ({ default: (await import('./FromFiles')).FromFiles }));
const HealthThresholdsNote = lazy(async () => ({
  default: (await import('./HealthThresholdsNote')).HealthThresholdsNote,
}));
const OptionsForm = lazy(async () => ({ default: (await import('./OptionsForm')).OptionsForm }));
const Outcome = lazy(async () => ({ default: (await import('./Outcome')).Outcome }));
const PermissionNote = lazy(async () => ({ default: (await import('./PermissionNote')).PermissionNote }));
const PlanList = lazy(async () => ({ default: (await import('./PlanList')).PlanList }));
const Steps = lazy(async () => ({ default: (await import('./Steps')).Steps }));
const UninstallPanel = lazy(async () => ({ default: (await import('./UninstallPanel')).UninstallPanel }));
const Verification = lazy(async () => ({ default: (await import('./Verification')).Verification }));

export interface InstallerProps extends InstallerArguments {
  /**
   * Saves the settings when they have unsaved changes, so that rules and Health follow the same ones.
   * Answers whether what is stored is now what the page shows.
   */
  beforeInstall: () => Promise<boolean>;
}

/** The installer: what is installed, what would be done, and the buttons that do it. One component for each state. */
export function Installer({ beforeInstall, ...given }: InstallerProps) {
  const styles = useStyles2(getStyles);
  const installer = useInstaller(given);
  const { apply, installed, installations, options, plan, problems, verification } = installer;
  const [panel, setPanel] = useState<Panel | null>(null);
  const [saving, setSaving] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const access = installAccess();
  const missing = missingRights(access);
  const allowed = missing.length === 0;
  const busy = saving || apply.running !== null || verification.running;
  const ended = !busy && (apply.outcome !== null || verification.report !== null || verification.error !== null);
  useFocusWhen(ended && panel === null, result);

  const results = (
    // Where the focus goes when a button's work is done.
    <div ref={result} tabIndex={-1} className={styles.result}>
      {/* What was verified says more than that it was installed. */}
      {apply.outcome !== null && verification.report === null && (
        <Loaded>
          <Outcome {...apply.outcome} />
        </Loaded>
      )}
      {verification.error !== null && (
        <Alert severity="error" title={t('install.verify.failed', 'It could not be verified')}>
          {verification.error}
        </Alert>
      )}
      {verification.report !== null && (
        <Loaded>
          <Verification report={verification.report} prefix={options.prefix} tenant={options.tenant} />
        </Loaded>
      )}
    </div>
  );

  if (installer.failure !== null) {
    return (
      <div className={styles.body}>
        <ReadFailed message={installer.failure} onAgain={installer.reload} />
        {/* Grafana may have gone away in the middle: what is left there is known from the report alone. */}
        {results}
      </div>
    );
  }
  if (installer.reading) {
    return <LoadingPlaceholder text={t('install.reading', 'Looking at what is installed')} />;
  }
  if (options.datasourceUid === '') {
    return (
      <div className={styles.body}>
        <NoDataSource canCreate={access.canCreateDataSource} />
      </div>
    );
  }

  const install = async () => {
    setPanel(null);
    setSaving(true);
    const saved = await beforeInstall().finally(() => setSaving(false));
    if (saved) {
      await installer.install();
    }
  };
  const isSettled = plan !== null && plan.items.every(({ action, reason }) => action === 'unchanged' && !reason);

  return (
    <div className={styles.body} data-testid={testIds.install.section()}>
      <InstallationPicker
        installations={installations}
        prefix={options.prefix}
        disabled={busy}
        onChoose={installer.choose}
      />
      <InstalledStatus installed={installed} plan={plan} prefix={options.prefix} />
      {!allowed && (
        <Loaded>
          <PermissionNote missing={missing} />
        </Loaded>
      )}
      {installed !== null && installer.delivery.value !== null && (
        <Loaded>
          <DeliveryNote
            answer={installer.delivery.value}
            transport={given.transport}
            receiver={options.receiver}
            onChoose={allowed && !busy ? (receiver) => installer.change({ receiver }) : undefined}
            canTest={access.canTestDelivery}
          />
        </Loaded>
      )}
      {installed !== null && installer.delivery.error !== null && (
        <Alert severity="warning" title={t('install.delivery.failed', 'Where alerts go could not be read')}>
          {installer.delivery.error}
        </Alert>
      )}
      {installed !== null && installer.apart.length > 0 && (
        <Loaded>
          <HealthThresholdsNote
            apart={installer.apart}
            options={options}
            settings={given.settings}
            onFollow={allowed && !busy ? installer.followHealth : undefined}
          />
        </Loaded>
      )}
      <Disclosure
        title={t('install.options.button', 'Options')}
        summary={optionsInWords(options)}
        open={problems.length > 0}
      >
        <Loaded>
          <OptionsForm
            options={options}
            problems={problems}
            settings={given.settings}
            transport={given.transport}
            isInstalled={installed !== null}
            readOnly={!allowed || busy}
            change={installer.change}
            changeRule={installer.changeRule}
          />
        </Loaded>
      </Disclosure>
      {apply.running === null && plan !== null && (
        <div className={styles.part}>
          {plan.items.some(({ provisioned }) => provisioned) && (
            <Loaded>
              <FromFiles plan={plan} />
            </Loaded>
          )}
          {isSettled ? (
            <Disclosure title={t('install.plan.installed', 'What is installed')} summary={planInWords(plan)}>
              <Loaded>
                <PlanList plan={plan} options={options} />
              </Loaded>
            </Disclosure>
          ) : (
            <>
              <h3 className={styles.heading}>
                {t('install.plan.title', 'Plan: {{words}}', { words: planInWords(plan) })}
              </h3>
              <Loaded>
                <PlanList
                  plan={plan}
                  options={options}
                  onChoose={allowed && !busy ? installer.chooseSide : undefined}
                />
              </Loaded>
            </>
          )}
          {plan.obstacles.length > 0 && (
            <Alert severity="warning" title={t('install.obstacles', 'This is in the way')}>
              <ul className={styles.sentences}>
                {plan.obstacles.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </Alert>
          )}
        </div>
      )}
      {apply.running === null && plan === null && problems.length === 0 && (
        <LoadingPlaceholder text={t('install.planning', 'Planning')} />
      )}
      {apply.running !== null && (
        <Loaded>
          <Steps steps={apply.running.steps} />
        </Loaded>
      )}
      <Toolbar
        isInstalled={installed !== null}
        isThere={installer.isThere}
        canInstall={allowed && !busy && plan !== null && plan.obstacles.length === 0 && problems.length === 0}
        isPending={plan === null || plan.pending > 0}
        isInstalling={apply.running !== null && !apply.running.uninstalling}
        isVerifying={verification.running}
        busy={busy}
        panel={panel}
        onPanel={setPanel}
        onInstall={() => void install()}
        onVerify={() => {
          setPanel(null);
          void installer.verify();
        }}
      />
      {/* One place that is always there: what is said in it is read out. */}
      <div role="status" className={styles.announced}>
        {apply.running !== null
          ? progressInWords(apply.running.steps)
          : verification.running
            ? t('install.verifying', 'Evaluating every rule and panel')
            : ''}
      </div>
      {panel !== null && problems.length === 0 && (
        <div className={styles.panel}>
          <Loaded>
            {panel === 'export' ? (
              <ExportPanel options={options} settings={given.settings} />
            ) : (
              <UninstallPanel
                transport={given.transport}
                prefix={options.prefix}
                disabled={!allowed || busy}
                onUninstall={(removals) => {
                  setPanel(null);
                  void installer.uninstall(removals);
                }}
              />
            )}
          </Loaded>
        </div>
      )}
      {results}
    </div>
  );
}

function Loaded({ children }: { children: ReactNode }) {
  return <Suspense fallback={<LoadingPlaceholder text={t('install.loading', 'Loading')} />}>{children}</Suspense>;
}

/** The button that began it may be gone or disabled by now: without this the keyboard would start over. */
function useFocusWhen(ended: boolean, target: React.RefObject<HTMLDivElement>): void {
  const was = useRef(ended);
  useEffect(() => {
    if (ended && !was.current) {
      target.current?.focus();
    }
    was.current = ended;
  }, [ended, target]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  body: css({ marginTop: theme.spacing(1.5) }),
  part: css({ marginTop: theme.spacing(1.5) }),
  heading: css({ ...theme.typography.h5, margin: 0 }),
  sentences: css({ margin: 0, paddingLeft: theme.spacing(2) }),
  panel: css({
    marginTop: theme.spacing(1.5),
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  announced: css({ color: theme.colors.text.secondary, '&:not(:empty)': { marginTop: theme.spacing(1) } }),
  result: css({ outline: 'none', marginTop: theme.spacing(2), '&:empty': { display: 'none' } }),
});
