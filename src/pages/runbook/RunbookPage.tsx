import React from 'react';
import { useParams } from 'react-router-dom';
import { PlaybookList } from './PlaybookList';
import { PlaybookPage } from './PlaybookPage';
import { findPlaybook } from './playbooks';
import { UnknownPlaybook } from './UnknownPlaybook';

/** The runbook: its list, or the playbook that the address names by its check or its alert. */
export default function RunbookPage() {
  const { id } = useParams();
  if (!id) {
    return <PlaybookList />;
  }
  const playbook = findPlaybook(id);
  return playbook ? <PlaybookPage key={playbook.definition.id} playbook={playbook} /> : <UnknownPlaybook id={id} />;
}
