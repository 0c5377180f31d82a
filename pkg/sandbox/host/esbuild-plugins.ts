import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OnResolveResult, Plugin } from 'esbuild';

const GRAFANA_PACKAGE = /^@grafana\/(data|ui|runtime|i18n|schema|e2e-selectors)(\/|$)/;
const NAMESPACE = 'grafana-esm';
const SKIP = { skipGrafanaEsm: true };

/**
 * Reads Grafana's packages as what they were before they were published: modules written against bundler interop.
 *
 * The published files end in `.mjs`, for which esbuild (like Node) hands over the whole CommonJS object as the default
 * export. `react-highlight-words`, `rc-picker/lib/*` and others then arrive as objects and React fails with error 130.
 * The files are therefore loaded under a name that doesn't end in `.mjs`; nothing else about them changes.
 */
export function grafanaEsmInterop(): Plugin {
  return {
    name: 'grafana-esm-interop',
    setup(build) {
      const relabel = (file: string, sideEffects: boolean): OnResolveResult => ({
        path: file.replace(/\.mjs$/, '.mjs#bundled'),
        namespace: NAMESPACE,
        sideEffects,
        pluginData: { file },
      });

      build.onResolve({ filter: GRAFANA_PACKAGE }, async (args) => {
        if (args.pluginData?.skipGrafanaEsm) {
          return undefined;
        }
        const {
          path: found,
          errors,
          sideEffects,
        } = await build.resolve(args.path, {
          importer: args.importer,
          kind: args.kind,
          resolveDir: args.resolveDir,
          pluginData: SKIP,
        });
        if (errors.length > 0) {
          return { errors };
        }
        return found.endsWith('.mjs') ? relabel(found, sideEffects) : { path: found, sideEffects };
      });

      build.onResolve({ filter: /^\.\.?\//, namespace: NAMESPACE }, (args) => {
        const file = path.join(args.resolveDir, args.path);
        return file.endsWith('.mjs') ? relabel(file, true) : { path: file };
      });

      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, async (args) => {
        const file: string = args.pluginData.file;
        return { contents: await readFile(file, 'utf8'), loader: 'js', resolveDir: path.dirname(file) };
      });
    },
  };
}

/**
 * Makes files importable that Grafana's packages contain but don't export (`@grafana/runtime/internal` in Grafana's own
 * source tree): `grafana-internal:<package>/<file below dist/esm, without .mjs>`.
 */
export function grafanaInternals(packageDir: (name: string) => string): Plugin {
  return {
    name: 'grafana-internals',
    setup(build) {
      build.onResolve({ filter: /^grafana-internal:/ }, (args) => {
        const [name, ...rest] = args.path.slice('grafana-internal:'.length).split('/');
        const file = path.join(packageDir(`@grafana/${name}`), 'dist/esm', `${rest.join('/')}.mjs`);
        return { path: file.replace(/\.mjs$/, '.mjs#bundled'), namespace: NAMESPACE, pluginData: { file } };
      });
    },
  };
}
