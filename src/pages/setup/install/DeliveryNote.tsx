import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Icon, TextLink, useStyles2 } from '@grafana/ui';
import type { TestNotification } from '@devdiag/installer/delivery/sendTest';
import type { Delivery, Transport } from '@devdiag/installer/types';
import { testIds } from '../../../components/testIds';
import { contactPointsUrl, policiesUrl } from './addresses';
import { ReceiverPicker } from './ReceiverPicker';
import { wordsOf } from './useAnswer';
import type { DeliveryAnswer } from './useDelivery';
import { RAW } from './words';

interface Props {
  answer: DeliveryAnswer;
  transport: Transport;
  /** The contact point chosen on the page for these rules, installed or not yet. */
  receiver: string | null;
  /** Left out for people who may not change the installation. */
  onChoose?: (receiver: string | null) => void;
  canTest: boolean;
}

/** Where a critical alert goes now, what to do when it reaches nobody, and a way to try it. */
export function DeliveryNote({ answer, transport, receiver, onChoose, canTest }: Props) {
  const styles = useStyles2(getStyles);
  if (answer.hidden) {
    return (
      <Alert severity="info" title={t('install.delivery.unknown', 'Where alerts go is not shown to you')}>
        <Trans i18nKey="install.delivery.unknown-text">
          You may not read the notification policies. An Admin can say who is told.
        </Trans>
      </Alert>
    );
  }
  const { critical, delivery } = answer;
  const ways = (
    <div className={styles.ways}>
      <TextLink href={policiesUrl()}>{t('install.delivery.policies', 'Notification policies')}</TextLink>
      <TextLink href={contactPointsUrl()}>{t('install.delivery.contact-points', 'Contact points')}</TextLink>
      {canTest && delivery.integrations.length > 0 && (
        <TestButton key={receiversOf(delivery).join()} receivers={receiversOf(delivery)} transport={transport} />
      )}
    </div>
  );
  if (!delivery.placeholder) {
    return (
      <div className={styles.quiet} data-testid={testIds.install.delivery()}>
        <p className={styles.line}>
          <Icon name="bell" className={styles.icon} />
          <span>
            <strong>{titleOf(delivery, critical)}</strong>: {howOf(delivery)}
          </span>
        </p>
        {ways}
      </div>
    );
  }
  return (
    <div data-testid={testIds.install.delivery()}>
      <Alert severity="warning" title={t('install.delivery.placeholder', 'Nobody is told when an alert fires')}>
        <p>
          <Trans i18nKey="install.delivery.placeholder-text">
            An alert reaches a contact point that only has Grafana’s placeholder address, or nothing at all. Choose a
            contact point for these rules, or change the notification policies.
          </Trans>
        </p>
        {onChoose && (
          <div className={styles.choice}>
            <label id="install-delivery-receiver-label" htmlFor="install-delivery-receiver">
              <Trans i18nKey="install.delivery.choose">Contact point for these rules</Trans>
            </label>
            <ReceiverPicker
              id="install-delivery-receiver"
              transport={transport}
              value={receiver}
              disabled={false}
              onChange={onChoose}
            />
            {receiver !== null && (
              <span className={styles.soon}>
                {t('install.delivery.soon', 'Chosen. It counts once you press Install or Update.')}
              </span>
            )}
          </div>
        )}
        {ways}
      </Alert>
    </div>
  );
}

function TestButton({ receivers, transport }: { receivers: string[]; transport: Transport }) {
  const styles = useStyles2(getStyles);
  const [sending, setSending] = useState(false);
  const [result, setResult] = useState<TestNotification | string>();
  const send = async () => {
    setSending(true);
    setResult(undefined);
    try {
      const { sendTest } = await import('@devdiag/installer/delivery/sendTest');
      // Each of them is told of a real alert, too.
      const sent = await Promise.all(receivers.map((receiver) => sendTest(transport, receiver)));
      setResult({ ok: sent.every(({ ok }) => ok), results: sent.flatMap(({ results }) => results) });
    } catch (error) {
      setResult(wordsOf(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <Button
        size="sm"
        variant="secondary"
        icon={sending ? 'spinner' : 'message'}
        onClick={() => void send()}
        disabled={sending}
      >
        {sending ? t('install.delivery.sending', 'Sending') : t('install.delivery.test', 'Send a test notification')}
      </Button>
      <div role="status" className={styles.result}>
        {result !== undefined && sentence(result)}
      </div>
    </>
  );
}

function receiversOf({ receiver, further = [] }: Delivery): string[] {
  return [receiver, ...further];
}

function titleOf(delivery: Delivery, critical: boolean): string {
  const words = { receiver: receiversOf(delivery).join(', '), ...RAW };
  return critical
    ? t('install.delivery.title', 'A critical alert goes to {{receiver}}', words)
    : t('install.delivery.title-any', 'An alert goes to {{receiver}}', words);
}

function howOf({ integrations, by }: Delivery): string {
  const how = integrations.map(({ type, summary }) => (summary ? `${type} (${summary})` : type)).join(', ');
  return by === 'rule'
    ? t('install.delivery.by-rule', '{{how}}, chosen for these rules.', { how, ...RAW })
    : t('install.delivery.by-policy', '{{how}}, by the notification policies.', { how, ...RAW });
}

function sentence(result: TestNotification | string): string {
  if (typeof result === 'string') {
    return result;
  }
  return result.ok
    ? t('install.delivery.sent', 'The test notification was accepted. See whether it arrived.')
    : result.results
        .filter(({ ok }) => !ok)
        .map(({ type, error }) => `${type}: ${error ?? ''}`)
        .join(' ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  quiet: css({ marginBottom: theme.spacing(2) }),
  line: css({ display: 'flex', gap: theme.spacing(1), margin: theme.spacing(0, 0, 0.5), overflowWrap: 'anywhere' }),
  icon: css({ flexShrink: 0, marginTop: theme.spacing(0.25), color: theme.colors.text.secondary }),
  choice: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    maxWidth: 320,
    marginBottom: theme.spacing(1),
  }),
  soon: css({ ...theme.typography.bodySmall }),
  ways: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 2) }),
  result: css({ flexBasis: '100%', overflowWrap: 'anywhere' }),
});
