// force timezone to UTC to allow tests to work regardless of local timezone
// generally used by snapshots, but can affect specific tests
process.env.TZ = 'UTC';

module.exports = {
  // Jest configuration provided by Grafana scaffolding
  ...require('./.config/jest.config'),
  // Whole pages on a busy machine take their time; a test that hangs is still told from one that is slow.
  testTimeout: 30_000,
};
