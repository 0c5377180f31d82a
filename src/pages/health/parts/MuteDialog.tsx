import React, { useState } from 'react';
import { dateTime } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, DateTimePicker, Field, Modal, RadioButtonGroup, Stack, TextArea } from '@grafana/ui';
import { muteProblems } from '@devdiag/engine/report/mutes';
import type { CheckResult } from '@devdiag/engine/report/report';
import type { NewMute } from '../../../grafana/mutes';
import { MUTE_CHOICES, muteChoices, type MuteChoice } from './muteChoices';

interface Props {
  check: CheckResult;
  /** From when on it is muted: what the page shows now has to count, although it was measured a moment ago. */
  since: number;
  /** Rejects with a sentence for people. */
  onMute: (mute: NewMute) => Promise<void>;
  onClose: () => void;
}

/** Asks why and how long, and mutes. */
export function MuteDialog({ check, since, onMute, onClose }: Props) {
  const [reason, setReason] = useState('');
  const [choice, setChoice] = useState<MuteChoice>('4h');
  const [custom, setCustom] = useState(() => Date.now() + 8 * 60 * 60 * 1000);
  const [problems, setProblems] = useState<ReturnType<typeof muteProblems>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);

  const save = async () => {
    const now = Date.now();
    const lasts = MUTE_CHOICES[choice];
    const until = lasts === null ? custom : now + lasts;
    const found = muteProblems({ reason, until }, now);
    setProblems(found);
    if (Object.keys(found).length > 0) {
      return;
    }
    setSaving(true);
    try {
      await onMute({ checkId: check.id, reason: reason.trim(), since, until });
      onClose();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setSaving(false);
    }
  };

  return (
    <Modal
      isOpen
      title={t('health.mute.title', 'Mute: {{title}}', { title: check.title, interpolation: { escapeValue: false } })}
      onDismiss={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p>
          {t(
            'health.mute.explanation',
            'A muted check stays visible to everybody with its reason, but has no say in the verdict. It ends by itself. Alerts are not muted by this.'
          )}
        </p>
        <Field
          label={t('health.mute.reason', 'Reason')}
          required
          invalid={problems.reason !== undefined}
          error={problems.reason}
        >
          <TextArea
            id="devdiag-mute-reason"
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        <Field
          label={t('health.mute.duration', 'How long')}
          invalid={problems.until !== undefined}
          error={problems.until}
        >
          <RadioButtonGroup<MuteChoice>
            aria-label={t('health.mute.duration', 'How long')}
            options={muteChoices()}
            value={choice}
            onChange={setChoice}
          />
        </Field>
        {choice === 'custom' && (
          <Field label={t('health.mute.until', 'Muted until')}>
            <DateTimePicker
              date={dateTime(custom)}
              minDate={new Date()}
              showSeconds={false}
              onChange={(picked) => picked?.isValid() && setCustom(picked.valueOf())}
            />
          </Field>
        )}
        {failure !== null && (
          <Alert severity="error" title={t('health.mute.failed', 'The check was not muted')}>
            {failure}
          </Alert>
        )}
        <Modal.ButtonRow>
          <Stack gap={1}>
            <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
              {t('health.mute.close', 'Cancel')}
            </Button>
            <Button type="submit" disabled={saving}>
              {t('health.mute.save', 'Mute check')}
            </Button>
          </Stack>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}
