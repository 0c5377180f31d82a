import React from 'react';
import type { Blocker } from '../blocker';
import type { BlockedProps } from './blocked';
import { ConnectionFailed } from './ConnectionFailed';
import { DataSourceGone } from './DataSourceGone';
import { NoAnswer } from './NoAnswer';
import { NotAllowed } from './NotAllowed';
import { Offline } from './Offline';
import { RequestFailed } from './RequestFailed';
import { SchemaMissing } from './SchemaMissing';
import { TableUnreadable } from './TableUnreadable';

interface Props extends Omit<BlockedProps, 'words'> {
  blocker: Blocker;
}

/** The screen for what stands in the way. */
export function BlockedScreen({ blocker, ...rest }: Props) {
  const props = { ...rest, words: blocker.message };
  switch (blocker.kind) {
    case 'data-source-gone':
      return <DataSourceGone {...props} />;
    case 'authentication':
    case 'connection':
      return <ConnectionFailed {...props} reason={blocker.kind} />;
    case 'not-allowed':
      return <NotAllowed {...props} />;
    case 'offline':
      return <Offline {...props} />;
    case 'no-answer':
      return <NoAnswer {...props} />;
    case 'request-failed':
      return <RequestFailed {...props} />;
    case 'schema-missing':
      return <SchemaMissing {...props} />;
    case 'table-unreadable':
      return <TableUnreadable {...props} />;
  }
}
