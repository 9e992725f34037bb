// The environment of all tests. It is the realm of Node's own modules and of the packages, so that these are loaded only
// once and an `Error` is the same class everywhere. What a test file changes in the process is restored when it ends.
import { ModuleMocker } from 'jest-mock';

export default class SameRealm {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  // Jest's fake timers are not used: tests pass a clock to the program.
  fakeTimers = null;
  fakeTimersModern = null;
  #before = { console, env: { ...process.env }, exit: process.exit, exitCode: process.exitCode, cwd: process.cwd() };

  async setup() {}
  async teardown() {
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
