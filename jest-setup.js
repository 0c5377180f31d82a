// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';
import { configure } from '@testing-library/react';

// What a test waits for comes soon, except on a busy machine; what never comes is told by the test's own time limit.
configure({ asyncUtilTimeout: 60_000 });
