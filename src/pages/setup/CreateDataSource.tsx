import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Combobox, Input, Modal } from '@grafana/ui';
import { SettingField } from '../../components/SettingField';
import { wordsIn } from '../../grafana/words';
import { createDataSource, newDataSourceProblems, type NewDataSource } from './createDataSource';

interface Props {
  onCreated: (uid: string) => void;
  onClose: () => void;
}

const EMPTY: NewDataSource = { host: '', database: 'devdiag', user: 'grafana', password: '', tls: 'require' };

/** Asks for what leads to the database. What was typed is gone when the dialog closes. */
export function CreateDataSource({ onCreated, onClose }: Props) {
  const [draft, setDraft] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const problems = tried ? newDataSourceProblems(draft) : {};
  const set = (part: Partial<NewDataSource>) => setDraft((before) => ({ ...before, ...part }));
  const create = async () => {
    setTried(true);
    if (Object.keys(newDataSourceProblems(draft)).length > 0) {
      return;
    }
    setBusy(true);
    try {
      onCreated(await createDataSource(draft));
    } catch (reason) {
      setError(wordsIn(reason));
      setBusy(false);
    }
  };
  const text = (id: 'host' | 'database' | 'user' | 'password', label: string, description?: string) => (
    <SettingField id={`new-source-${id}`} label={label} description={description} problem={problems[id]}>
      {(control) => (
        <Input
          {...control}
          type={id === 'password' ? 'password' : 'text'}
          autoComplete={id === 'password' ? 'new-password' : 'off'}
          value={draft[id]}
          onChange={({ currentTarget }) => set({ [id]: currentTarget.value })}
        />
      )}
    </SettingField>
  );
  return (
    <Modal title={t('setup.new-source.title', 'New PostgreSQL data source')} isOpen onDismiss={onClose}>
      {text(
        'host',
        t('setup.new-source.host', 'Host'),
        t('setup.new-source.host-text', 'As Grafana’s server reaches it: host or host:port.')
      )}
      {text('database', t('setup.new-source.database', 'Database'))}
      {text(
        'user',
        t('setup.new-source.user', 'User'),
        t('setup.new-source.user-text', 'A role that may only SELECT.')
      )}
      {text(
        'password',
        t('setup.new-source.password', 'Password'),
        t('setup.new-source.password-text', 'Goes into Grafana’s secure store.')
      )}
      <SettingField id="new-source-tls" label={t('setup.new-source.tls', 'TLS')}>
        {({ id }) => (
          <Combobox
            id={id}
            aria-labelledby={`${id}-label`}
            value={draft.tls}
            onChange={({ value }) => set({ tls: value })}
            options={[
              { value: 'require' as const, label: 'require' },
              { value: 'verify-ca' as const, label: 'verify-ca' },
              { value: 'verify-full' as const, label: 'verify-full' },
              { value: 'disable' as const, label: 'disable' },
            ]}
          />
        )}
      </SettingField>
      {error && <Alert severity="error" title={error} />}
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          <Trans i18nKey="setup.new-source.cancel">Cancel</Trans>
        </Button>
        <Button onClick={() => void create()} disabled={busy}>
          <Trans i18nKey="setup.new-source.create">Create</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
