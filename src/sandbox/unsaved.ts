/**
 * Keeps answers back until what they tell of is saved: an answer that was given is never lost. That holds for readers
 * too, who may see what another caller's request has just changed.
 */
export class Unsaved {
  readonly #save: () => Promise<void>;
  #changed = false;
  #saving: Promise<void> = Promise.resolve();

  /** @param save resolves once the world, as it was when called, survives the process */
  constructor(save: () => Promise<void>) {
    this.#save = save;
  }

  /** Something in the world is different from what was saved. */
  changed(): void {
    this.#changed = true;
  }

  /** Resolves when all changes until now are saved. Rejects as `save` does; the next caller then tries again. */
  async settled(): Promise<void> {
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
