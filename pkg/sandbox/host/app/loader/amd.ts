import { sharedDependency } from './sharedDependencies.ts';

type Factory = (...dependencies: unknown[]) => unknown;

/**
 * Loads an AMD module (an anonymous `define(dependencies, factory)`) by a script tag and resolves to what its factory
 * returns. Rejects when the script can't be loaded, defines nothing, or asks for something Grafana doesn't share.
 */
export function loadAmdModule(url: string): Promise<unknown> {
  const uri = new URL(url, document.baseURI).href;
  return new Promise((resolve, reject) => {
    let defined: Promise<unknown> | undefined;
    // Without an `amd` property: libraries bundled into this page test for it and would define themselves too.
    window.define = (dependencies: string[] | Factory, factory?: Factory) => {
      const names = Array.isArray(dependencies) ? dependencies : [];
      const make = Array.isArray(dependencies) ? factory : dependencies;
      defined = Promise.all(names.map((name) => supply(name, uri))).then((supplied) => make?.(...supplied));
    };
    const script = document.createElement('script');
    script.src = uri;
    script.onload = () => {
      delete window.define;
      defined ? defined.then(resolve, reject) : reject(new Error(`${uri} defines no module`));
    };
    script.onerror = () => {
      delete window.define;
      reject(new Error(`${uri} could not be loaded`));
    };
    document.head.append(script);
  });
}

async function supply(name: string, uri: string): Promise<unknown> {
  // The plugin derives the address of its lazy chunks from its own.
  return name === 'module' ? { uri } : sharedDependency(name);
}
