import React from 'react';
import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';

interface Props {
  /** The default as people read it. */
  shown: string;
  /** Label of the setting, for people who don't see which field the button belongs to. */
  of: string;
  isDefault: boolean;
  /** Left out for somebody who may not change it. */
  onReset?: () => void;
}

const RAW = { interpolation: { escapeValue: false } };

/** The default of a setting, and a way back to it when it is set to something else. */
export function DefaultNote({ shown, of, isDefault, onReset }: Props) {
  return (
    <>
      <span>
        {isDefault
          ? t('setup.default.in-force', 'Default')
          : t('setup.default.is', 'Default: {{shown}}', { shown, ...RAW })}
      </span>
      {!isDefault && onReset && (
        <Button
          variant="primary"
          fill="text"
          size="sm"
          onClick={onReset}
          aria-label={t('setup.default.reset-label', 'Reset {{of}} to {{shown}}', { of, shown, ...RAW })}
        >
          {t('setup.default.reset', 'Reset')}
        </Button>
      )}
    </>
  );
}
