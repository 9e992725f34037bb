// The environment of all tests. It is the realm of Node's own modules and of the packages, so that these are loaded only
// once and an `Error` is the same class everywhere. What a test file changes in the process is restored when it ends.
import { AsyncLocalStorage } from 'node:async_hooks';
import { ModuleMocker } from 'jest-mock';

// Jest makes an AsyncLocalStorage for each test file. Before Node 24, each one that was ever used makes every promise
// slower, for as long as the process lives: after two hundred files, most of the time went there.
const used = new Set();
for (const verb of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[verb];
  AsyncLocalStorage.prototype[verb] = function (...args) {
    used.add(this);
    return original.apply(this, args);
  };
}

export default class SameRealm {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  // Jest's fake timers are not used: tests pass a clock to the program.
  fakeTimers = null;
  fakeTimersModern = null;
  #before = { console, env: { ...process.env }, exit: process.exit, exitCode: process.exitCode, cwd: process.cwd() };

  async setup() {}
  async teardown() {
    // One that is used again turns itself on again.
    for (const storage of used) storage.disable();
    used.clear();
    const { env, exit, exitCode, cwd } = this.#before;
    globalThis.console = this.#before.console;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    Object.assign(process, { exit, exitCode });
    if (process.cwd() !== cwd) process.chdir(cwd);
  }
  exportConditions() {
    return ['node', 'node-addons'];
  }
  getVmContext() {
    return globalThis;
  }
}
