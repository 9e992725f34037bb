/**
 * Delays answers until the changes that they report are saved, so that a killed process loses nothing that it has
 * answered. Reads wait as well, because they may show what another request has just changed.
 */
export class SaveTracker {
  readonly #save: () => Promise<void>;
  #changed = false;
  #saving: Promise<void> = Promise.resolve();

  /** @param save resolves once the world, as it was when called, survives the process */
  constructor(save: () => Promise<void>) {
    this.#save = save;
  }

  /** Something in the world is different from what was saved. */
  markChanged(): void {
    this.#changed = true;
  }

  /** Resolves when all changes until now are saved. Rejects as `save` does; the next caller then tries again. */
  async saved(): Promise<void> {
    if (this.#changed) {
      this.#changed = false;
      this.#saving = this.#save();
      this.#saving.catch(() => {
        this.#changed = true;
      });
    }
    await this.#saving;
  }
}
