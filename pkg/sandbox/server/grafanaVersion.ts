/** The Grafana that the stand-in is like: the one whose answers were recorded. */
export const GRAFANA_VERSION = '12.3.0';
export const GRAFANA_COMMIT = 'fb857bba';
