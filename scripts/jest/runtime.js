// Jest loads all modules again for each test file. Here, that would be the AWS SDK, two hundred times. This runtime loads
// only modules under test/ again. Packages and the program itself are loaded once in each worker, by Node. So `jest.mock`
// has no effect on them, and a module of the program must keep no state that another test file could notice.
import { createRequire, isBuiltin } from 'node:module';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { compileFunction } from 'node:vm';
import Runtime from 'jest-runtime';
import { sourceMaps, takeTypeScript } from './typescript.js';

const tests = fileURLToPath(new URL('../../test/', import.meta.url));
// Node warns if the repository requires an ES module, but not if a package does.
const load = createRequire(new URL('../../node_modules/any/index.js', import.meta.url));
const isJests = (name) => /^(@jest\/|jest|expect$)/.test(name);
takeTypeScript();
// Most code of a test runs a few times only. It is a tenth of the CPU time of all tests.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=1000000');

/**
 * Jest asks its AsyncLocalStorage which test is running, and they run one after the other. Before Node 24, a real one makes
 * every promise of the process slower, for as long as the process lives.
 */
class StoreOfOne {
  #store;

  getStore() {
    return this.#store;
  }
  run(store, work) {
    const before = this.#store;
    const after = () => void (this.#store = before);
    this.#store = store;
    let result;
    try {
      result = work();
    } finally {
      if (!result?.finally) after();
    }
    return result?.finally ? result.finally(after) : result;
  }
}

export default class SharedRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    const { injectedModuleParameters: parameters } = this.executor;
    this.executor.compile = (code, filename) => compileFunction(code, parameters, { filename });
  }
  requireModuleOrMock(from, name) {
    const file = name.startsWith('.') ? resolve(dirname(from), name) : name;
    const isAnew =
      from.includes(`${sep}node_modules${sep}`) || isBuiltin(name) || isJests(name) || file.startsWith(tests);
    if (isAnew) return super.requireModuleOrMock(from, name);
    return load(name.startsWith('.') ? file.replace(/js$/, 'ts') : name);
  }
  /**
   * Jest loads its own packages anew for each test file, too: 50 ms of CPU time each. As all tests are in one realm, only
   * jest-circus has a state that must be new; `expect` keeps its own for the realm in any case.
   */
  requireInternalModule(from, to) {
    if (to === undefined || to.startsWith('.')) return super.requireInternalModule(from, to);
    if (to === 'node:async_hooks') return { AsyncLocalStorage: StoreOfOne };
    return createRequire(from)(to);
  }
  /** The source maps of the modules of this test file, and of those loaded once in the worker. */
  getSourceMaps() {
    const own = super.getSourceMaps();
    return {
      get: (file) => own.get(file) ?? sourceMaps.get(file),
      *[Symbol.iterator]() {
        yield* own;
        yield* sourceMaps;
      },
    };
  }
}
