import type { Event } from '../events.js';

/** Shows a run while it happens. `event` never throws or waits; `close` gives the terminal back, once is enough. */
export interface Display {
  event(event: Event): void;
  /** A line for a person beside the events, in the middle of the run. */
  say(text: string): void;
  close(): void;
}
