import React from 'react';

export default function SetupPage(_: unknown) {
  return <div>SetupPage</div>;
}
