/** A float that is a whole number but for its last digits counts as one. */
const almost = 1e-9;

/** Tokens that are taken, and added again at a rate, up to as many as the bucket holds. It is full at the beginning. */
export class TokenBucket {
  #tokens: number;
  #at: number;
  readonly #burst: number;
  readonly #perSecond: number;

  /** @param at ms, as all times given to it */
  constructor({ burst, perSecond }: { readonly burst: number; readonly perSecond: number }, at: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#tokens = burst;
    this.#at = at;
  }

  /** Takes one. @returns whether there was one */
  take(now: number): boolean {
    if (this.untilTokens(1, now) > 0) return false;
    this.#tokens--;
    return true;
  }

  /** Takes all, and the refill of the next second: whose bucket it is may add it at the end of that. */
  empty(now: number): void {
    this.untilTokens(0, now);
    this.#tokens = -this.#perSecond;
  }

  /** Whole ms until it has held this many, more than it can hold at once among them; 0 where it has them. */
  untilTokens(count: number, now: number): number {
    const passed = Math.max(0, now - this.#at);
    this.#tokens = Math.min(this.#burst, this.#tokens + (passed / 1000) * this.#perSecond);
    this.#at = Math.max(this.#at, now);
    const missing = count - this.#tokens;
    return missing > almost ? Math.ceil((missing / this.#perSecond) * 1000) : 0;
  }
}
