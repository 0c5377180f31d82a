import React from 'react';

export default function RunbookPage(_: unknown) {
  return <div>RunbookPage</div>;
}
