import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { FilterInput, useStyles2 } from '@grafana/ui';
import { Section } from './Section';
import type { SectionProps } from './sections';
import { ThresholdGroup } from './ThresholdGroup';
import { DEFINITIONS } from './useSettingsForm';

interface Props extends SectionProps {
  /** Check whose thresholds are open from the start. */
  open?: string;
}

/** Every threshold of every check, by check. */
export function ThresholdsSection({ form, readOnly, open }: Props) {
  const styles = useStyles2(getStyles);
  const [filter, setFilter] = useState('');
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = DEFINITIONS.filter(({ id, title, description, thresholds }) => {
    const text = [id, title, description, ...thresholds.map(({ label }) => label)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <Section
      title={t('setup.thresholds.section', 'Thresholds')}
      description={t(
        'setup.thresholds.description',
        'The numbers that decide between passing, warning and failing. What is left at its default follows the default of later versions.'
      )}
    >
      <div className={styles.filter}>
        <FilterInput
          value={filter}
          onChange={setFilter}
          placeholder={t('setup.thresholds.filter', 'Find a check')}
          aria-label={t('setup.thresholds.filter', 'Find a check')}
          escapeRegex={false}
        />
      </div>
      {shown.map((definition) => (
        <ThresholdGroup
          key={definition.id}
          definition={definition}
          form={form}
          readOnly={readOnly}
          open={definition.id === open || (words.length > 0 && shown.length <= 2)}
        />
      ))}
      {shown.length === 0 && <p role="status">{t('setup.thresholds.nothing', 'No check matches.')}</p>}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ filter: css({ marginTop: theme.spacing(1.5) }) });
