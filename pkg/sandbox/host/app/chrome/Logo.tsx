import React from 'react';

/** A mark of the stand-in's own: a plug in a socket, because it carries a plugin. It isn't Grafana and doesn't claim to be. */
export function Logo() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="#f05a28" strokeWidth="2">
      <circle cx="12" cy="12" r="10" stroke="#f7931e" />
      <path d="M9 7v4M15 7v4M7.5 11h9v2a4.5 4.5 0 0 1-9 0zM12 17.5V22" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
