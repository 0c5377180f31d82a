define(['react', '@grafana/data', '@grafana/runtime', '@grafana/ui', '@grafana/runtime/unstable', '@emotion/css', 'i18next', 'moment', 'rxjs', 'module'], (
  React, data, runtime, ui, unstable, emotion, i18next, moment, rxjs, self
) => {
  const h = React.createElement;
  const { useEffect, useState } = React;

  function Health(props) {
    const [answer, setAnswer] = useState('asking');
    useEffect(() => { ask().then(setAnswer); }, []);
    return h(runtime.PluginPage, { subTitle: 'A subtitle', actions: h(ui.Button, { onClick: toast }, 'Notify') },
      h('p', { 'data-testid': 'answer' }, answer),
      h('p', { 'data-testid': 'facts' }, [props.meta.jsonData.datasourceUid, self.uri, i18next.t('greeting', { ns: props.meta.id }),
        moment.utc(0).format('YYYY'), typeof unstable].join(' | ')),
      h('a', { href: exploreUrl() }, 'Open in Explore'));
  }

  function exploreUrl() {
    const panes = { a: { datasource: 'devdiag-postgres', queries: [{ refId: 'A', rawSql: 'select 1\nfrom "it\'s <b>"' }], range: { from: 'now-1h', to: 'now' } } };
    return `/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}&orgId=1`;
  }

  function toast() {
    runtime.getAppEvents().publish({ type: data.AppEvents.alertSuccess.name, payload: ['It is saved'] });
    runtime.getAppEvents().publish({ type: data.AppEvents.alertError.name, payload: ['It is broken', 'The reason'] });
  }

  async function ask() {
    const source = await runtime.getDataSourceSrv().get('devdiag-postgres');
    const query = (refId, rawSql) => ({ refId, rawSql, format: 'table' });
    const response = await rxjs.lastValueFrom(source.query({
      requestId: 'health', range: { ...data.getDefaultTimeRange(), to: data.dateTime(1767312000000) }, interval: '1s', intervalMs: 1000,
      targets: [query('A', "select 'it runs'::text as t, $__timeTo() as t_to"), query('B', 'select nope')], scopedVars: {}, timezone: 'utc', app: 'test', startTime: 0,
    }));
    const good = response.data.find((frame) => frame.refId === 'A');
    return [response.state, good.fields[0].values[0], good.fields[1].values[0], response.errors.map((error) => `${error.refId}: ${error.message}`)].join(' | ');
  }

  function Parts() {
    const storage = runtime.usePluginUserStorage();
    const [stored, setStored] = useState('');
    useEffect(() => { storage.setItem('k', 'kept').then(() => storage.getItem('k')).then((value) => setStored(String(value))); }, []);
    const theme = ui.useTheme2();
    const frame = data.toDataFrame({ fields: [
      { name: 'time', type: data.FieldType.time, values: [0, 60000, 120000] },
      { name: 'value', type: data.FieldType.number, values: [1, 3, 2], config: { unit: 'percent' } },
    ] });
    const [styled] = data.applyFieldOverrides({ data: [frame], fieldConfig: { defaults: { unit: 'short', decimals: 1 }, overrides: [] }, replaceVariables: (text) => text, theme });
    const timeRange = { from: data.dateTime(0), to: data.dateTime(120000), raw: { from: '0', to: '120000' } };
    return h(runtime.PluginPage, {},
      h('p', { 'data-testid': 'stored' }, stored),
      h(ui.TimeSeries, { frames: [styled], timeRange, timeZone: 'utc', width: 500, height: 200, legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] } }),
      h(ui.Table, { data: styled, width: 500, height: 150 }),
      h(ui.CodeEditor, { value: 'select 1 as n', language: 'sql', width: 500, height: 100, readOnly: true }),
      h(runtime.DataSourcePicker, { current: 'devdiag-postgres', onChange: () => undefined }),
      h('p', { className: emotion.css({ color: 'inherit' }) }, h(ui.Icon, { name: 'spinner' })));
  }

  function Root(props) {
    if (props.path.endsWith('/parts')) { return h(Parts, props); }
    return h(Health, props);
  }

  function Config({ plugin }) {
    return h('p', { 'data-testid': 'config' }, `configures ${plugin.meta.id}`);
  }

  const plugin = new data.AppPlugin().setRootPage(Root).addConfigPage({ title: 'Configuration', icon: 'cog', body: Config, id: 'configuration' });
  return { plugin };
});
