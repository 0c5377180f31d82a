import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaDataUnstable from '@grafana/data/unstable';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaRuntimeUnstable from '@grafana/runtime/unstable';
import * as grafanaUi from '@grafana/ui';
import * as grafanaUiUnstable from '@grafana/ui/unstable';
import { getI18nInstance } from 'grafana-internal:i18n/i18n';
import lodash from 'lodash';
// eslint-disable-next-line no-restricted-imports -- plugins are handed the very library, as in Grafana
import moment from 'moment';
import * as react from 'react';
import * as reactDom from 'react-dom';
import * as jsxDevRuntime from 'react/jsx-dev-runtime';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactRouter from 'react-router-dom-v5-compat';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';

type Supply = () => unknown;

/**
 * What Grafana 12.3 shares with plugins. Namespaces are handed over as they are, never copied: Grafana's setters rebind
 * live exports (`PluginPage`), and a copy would stay the stub for ever. What few plugins use is loaded when asked for.
 */
const SHARED: Record<string, Supply> = {
  '@emotion/css': () => emotionCss,
  '@emotion/react': () => emotionReact,
  '@grafana/data': () => grafanaData,
  '@grafana/data/unstable': () => grafanaDataUnstable,
  '@grafana/runtime': () => grafanaRuntime,
  '@grafana/runtime/unstable': () => grafanaRuntimeUnstable,
  '@grafana/slate-react': () => import('slate-react'),
  '@grafana/ui': () => grafanaUi,
  '@grafana/ui/unstable': () => grafanaUiUnstable,
  d3: () => import('d3'),
  emotion: () => emotionCss,
  i18next: () => getI18nInstance(),
  jquery: () => import('jquery').then((module) => module.default),
  lodash: () => lodash,
  moment: () => moment,
  prismjs: () => import('prismjs'),
  react: () => react,
  'react-dom': () => reactDom,
  'react-inlinesvg': () => import('react-inlinesvg'),
  'react-redux': () => import('react-redux'),
  // Grafana hands out version 6 under this name; plugins bring their own react-router-dom, which is built on it.
  'react-router': () => reactRouter,
  'react/jsx-dev-runtime': () => jsxDevRuntime,
  'react/jsx-runtime': () => jsxRuntime,
  redux: () => import('redux'),
  rxjs: () => rxjs,
  'rxjs/operators': () => rxjsOperators,
  slate: () => import('slate'),
  'slate-plain-serializer': () => import('slate-plain-serializer'),
};

/** A shared library by the name under which plugins ask for it. Rejects for names that Grafana doesn't share. */
export async function sharedDependency(name: string): Promise<unknown> {
  const supply = SHARED[name];
  if (!supply) {
    throw new Error(`the plugin asks for "${name}", which Grafana 12.3 does not share`);
  }
  return supply();
}
