import React from 'react';

export default function ConfigPage(_: unknown) {
  return <div>ConfigPage</div>;
}
