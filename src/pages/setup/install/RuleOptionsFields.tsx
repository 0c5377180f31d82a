import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Checkbox, FieldValidationMessage, Input, useStyles2 } from '@grafana/ui';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { AlertDefinition, Settings } from '@devdiag/catalog/types';
import { fromInput, toInput, unitSuffix, withUnit } from '@devdiag/engine/settings/units';
import { defaultRule } from '@devdiag/installer/options';
import type { InstallOptions, RuleOptions } from '@devdiag/installer/types';
import { RAW } from './words';

interface Props {
  options: InstallOptions;
  settings: Settings;
  readOnly: boolean;
  problem: (path: string) => string | undefined;
  onChange: (alertId: string, part: Partial<RuleOptions>) => void;
}

/** Which rules, and when each of them fires. */
export function RuleOptionsFields({ options, settings, readOnly, problem, onChange }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <fieldset className={styles.rules}>
      <legend className={styles.legend}>
        <Trans i18nKey="install.options.rules">Alert rules</Trans>
      </legend>
      {ALERTS.map(({ definition }) => (
        <Rule
          key={definition.id}
          alert={definition}
          rule={options.rules[definition.id]}
          standard={defaultRule(definition, settings)}
          readOnly={readOnly}
          problem={problem}
          onChange={(part) => onChange(definition.id, part)}
        />
      ))}
    </fieldset>
  );
}

interface RuleProps {
  alert: AlertDefinition;
  rule: RuleOptions;
  standard: RuleOptions;
  readOnly: boolean;
  problem: (path: string) => string | undefined;
  onChange: (part: Partial<RuleOptions>) => void;
}

function Rule({ alert, rule, standard, readOnly, problem, onChange }: RuleProps) {
  const styles = useStyles2(getStyles);
  const { id, title, unit, firesWhen } = alert;
  const wrong = [problem(`rules.${id}.threshold`), problem(`rules.${id}.forMinutes`)].filter(Boolean).join(' ');
  const isDefault = rule.threshold === standard.threshold && rule.forMinutes === standard.forMinutes;
  return (
    <div className={styles.rule}>
      <div className={styles.name}>
        <Checkbox
          label={title}
          value={rule.install}
          disabled={readOnly}
          onChange={({ currentTarget }) => onChange({ install: currentTarget.checked })}
        />
      </div>
      <div className={styles.numbers}>
        <NumberInput
          label={t('install.options.threshold', '{{title}}: threshold', { title, ...RAW })}
          prefix={firesWhen === 'above' ? t('install.options.above', 'above') : t('install.options.below', 'below')}
          suffix={unitSuffix(unit)}
          text={toInput(rule.threshold, unit)}
          readOnly={readOnly || !rule.install}
          invalid={problem(`rules.${id}.threshold`) !== undefined}
          onChange={(text) => onChange({ threshold: fromInput(text, unit) })}
        />
        <NumberInput
          label={t('install.options.for', '{{title}}: how long it must hold, in minutes', { title, ...RAW })}
          prefix={t('install.options.for-word', 'for')}
          suffix={t('install.options.minutes', 'min')}
          text={String(rule.forMinutes)}
          readOnly={readOnly || !rule.install}
          invalid={problem(`rules.${id}.forMinutes`) !== undefined}
          onChange={(text) => onChange({ forMinutes: text.trim() === '' ? NaN : Number(text) })}
        />
      </div>
      {rule.install && !isDefault && (
        <div className={styles.standard}>
          {t('install.options.default', 'Default: {{threshold}}, as Health, for {{minutes}} min', {
            threshold: withUnit(standard.threshold, unit),
            minutes: standard.forMinutes,
            ...RAW,
          })}
          {!readOnly && (
            <Button
              variant="primary"
              fill="text"
              size="sm"
              onClick={() => onChange({ threshold: standard.threshold, forMinutes: standard.forMinutes })}
              aria-label={t('install.options.reset-rule', 'Reset {{title}} to its default', { title, ...RAW })}
            >
              <Trans i18nKey="install.options.reset">Reset</Trans>
            </Button>
          )}
        </div>
      )}
      {wrong !== '' && (
        <div className={styles.problem} role="alert">
          <FieldValidationMessage>{wrong}</FieldValidationMessage>
        </div>
      )}
    </div>
  );
}

interface NumberProps {
  label: string;
  prefix: string;
  suffix: string;
  text: string;
  readOnly: boolean;
  invalid: boolean;
  onChange: (text: string) => void;
}

/** Keeps what is being typed, which may be no number yet. */
function NumberInput({ label, text, suffix, onChange, ...rest }: NumberProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <Input
      {...rest}
      aria-label={label}
      suffix={suffix || undefined}
      width={21}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? (text === 'NaN' ? '' : text)}
      onBlur={() => setTyped(undefined)}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(currentTarget.value);
      }}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rules: css({ border: 0, margin: 0, padding: theme.spacing(0, 0, 1) }),
  legend: css({
    ...theme.typography.body,
    fontWeight: theme.typography.fontWeightMedium,
    marginBottom: theme.spacing(0.5),
  }),
  rule: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    padding: theme.spacing(0.5, 0),
  }),
  name: css({ flex: '1 1 200px' }),
  numbers: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 1) }),
  standard: css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    flexBasis: '100%',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
    paddingLeft: theme.spacing(3),
  }),
  problem: css({ flexBasis: '100%' }),
});
