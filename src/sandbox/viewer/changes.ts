/** Counts the changes of a world, for those who wait for the next one. Where nobody waits, a change costs an addition. */
export class Changes {
  #revision = 0;
  #closed = false;
  readonly #waiting = new Set<() => void>();

  get revision(): number {
    return this.#revision;
  }

  /** Nobody is to wait any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  note(): void {
    this.#revision += 1;
    this.#wake();
  }

  /** Ends all waits, and those to come: the server is closing. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** Resolves at the next change, when `ms` of real time have passed, or at the end. */
  async next(ms: number): Promise<void> {
    if (this.#closed) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
    });
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }
}
