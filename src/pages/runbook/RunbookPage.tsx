import React from 'react';
import { useParams } from 'react-router-dom';
import { IndexPage } from './index/IndexPage';
import { UnknownPage } from './index/UnknownPage';
import { findPage } from './library/pages';
import { PageView } from './page/PageView';

/** The runbook: its list, or the page that the address names by its own id, that of its check or of its alert. */
export default function RunbookPage() {
  const { id } = useParams();
  if (!id) {
    return <IndexPage />;
  }
  const page = findPage(id);
  return page ? <PageView key={page.id} page={page} /> : <UnknownPage id={id} />;
}
