import React from 'react';

export default function HealthPage(_: unknown) {
  return <div>HealthPage</div>;
}
