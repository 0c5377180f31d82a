import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Alert, Button, Field, Input, Modal, Stack, TextArea } from '@grafana/ui';

interface Props {
  title: string;
  explanation?: string;
  label: string;
  /** Names the field for the browser. */
  id: string;
  /** One line, or several. */
  lines: number;
  initial?: string;
  longest: number;
  /** May be left empty. */
  optional?: boolean;
  save: string;
  failed: string;
  /** Rejects with a sentence for people; the dialog then stays, with what was typed. */
  onSave: (text: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for one text. */
export function TextDialog({
  title,
  explanation,
  label,
  id,
  lines,
  initial = '',
  longest,
  optional = false,
  save,
  failed,
  onSave,
  onClose,
}: Props) {
  const [text, setText] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const submit = async () => {
    const found = problemOf(text.trim(), longest, optional);
    setProblem(found);
    if (found !== null) {
      return;
    }
    setSaving(true);
    try {
      await onSave(text.trim());
      onClose();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setSaving(false);
    }
  };
  return (
    <Modal isOpen title={title} onDismiss={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {explanation && <p>{explanation}</p>}
        <Field label={label} required={!optional} invalid={problem !== null} error={problem ?? undefined}>
          {lines > 1 ? (
            <TextArea id={id} rows={lines} value={text} onChange={(event) => setText(event.currentTarget.value)} />
          ) : (
            <Input id={id} value={text} onChange={(event) => setText(event.currentTarget.value)} />
          )}
        </Field>
        {failure !== null && (
          <Alert severity="error" title={failed}>
            {failure}
          </Alert>
        )}
        <Modal.ButtonRow>
          <Stack gap={1}>
            <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
              {t('incidents.dialog.cancel', 'Cancel')}
            </Button>
            <Button type="submit" disabled={saving}>
              {save}
            </Button>
          </Stack>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

function problemOf(text: string, longest: number, optional: boolean): string | null {
  if (text === '' && !optional) {
    return t('incidents.dialog.empty', 'Write something first.');
  }
  return text.length > longest
    ? t('incidents.dialog.long', 'Keep it below {{longest}} characters; this has {{length}}.', {
        longest,
        length: text.length,
      })
    : null;
}
