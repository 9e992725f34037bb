import { fork } from 'node:child_process';

const execArgv = [
  '--enable-source-maps',
  '--no-warnings',
  '--max-old-space-size=3000',
  // Most of what a case makes is garbage at its end: with a larger nursery, a tenth of the time is saved.
  '--max-semi-space-size=64',
];

/** Processes that take orders, one at a time each. One that dies is replaced. */
export class Pool {
  #file;
  #idle = [];
  #waiting = [];
  #children = new Set();
  #isClosed = false;

  constructor(file, size) {
    this.#file = file;
    for (let at = 0; at < size; at++) this.#start();
  }

  /**
   * @param told is given each verdict on the way
   * @param mostMs the process is killed where it has said nothing for so long
   * @returns the last message
   * @throws Error where the process dies, or is killed
   */
  async ask(order, told = () => {}, mostMs = Infinity) {
    const child = this.#idle.pop() ?? (await new Promise((resolve) => this.#waiting.push(resolve)));
    let watch;
    const rewind = () => {
      clearTimeout(watch);
      if (mostMs < Infinity) watch = setTimeout(() => child.kill('SIGKILL'), mostMs);
    };
    const answer = await new Promise((resolve, reject) => {
      const died = (code, signal) => reject(new Error(`a worker ended with ${code ?? signal}`));
      const listen = (message) => {
        rewind();
        if (message.verdict) return told(message.verdict);
        child.off('message', listen);
        child.off('exit', died);
        resolve(message);
      };
      child.on('message', listen);
      child.once('exit', died);
      child.send(order);
      rewind();
    }).finally(() => clearTimeout(watch));
    this.#free(child);
    return answer;
  }

  #start() {
    const child = fork(this.#file, [], { execArgv });
    this.#children.add(child);
    let isReady = false;
    child.once('message', () => {
      isReady = true;
      this.#free(child);
    });
    child.once('exit', (code) => {
      this.#children.delete(child);
      if (!isReady && !this.#isClosed) throw new Error(`a worker could not be started: it ended with ${code}`);
      if (!this.#isClosed) this.#start();
    });
  }

  #free(child) {
    const next = this.#waiting.shift();
    if (next) next(child);
    else this.#idle.push(child);
  }

  close() {
    this.#isClosed = true;
    for (const child of this.#children) child.disconnect();
  }
}
