import { createInterface } from 'node:readline';
import type { Answer } from './step-sequence.js';

export interface Answers {
  /** Asks, and again where the answer means nothing: only an empty line lets calls be made. */
  next(): Promise<Answer>;
  close(): void;
}

/**
 * Answers from the terminal, a line each. The end of the input, or an interruption, means to stop.
 * @param ask shows what may be answered
 */
export function answersFrom(input: NodeJS.ReadableStream, signal: AbortSignal, ask: () => void): Answers {
  const lines = createInterface({ input, terminal: false });
  const received: string[] = [];
  let isClosed = false;
  let wake = () => {};
  lines.on('line', (line) => (received.push(line.trim().toLowerCase()), wake()));
  lines.on('close', () => ((isClosed = true), wake()));
  signal.addEventListener('abort', () => wake());
  const nextLine = async (): Promise<string> => {
    while (received.length === 0 && !isClosed && !signal.aborted)
      await new Promise<void>((resolve) => (wake = resolve));
    return received.shift() ?? 'q';
  };
  return {
    async next() {
      for (;;) {
        ask();
        const meant = meanings.get(await nextLine());
        if (meant) return meant;
      }
    },
    close: () => lines.close(),
  };
}

const meanings = new Map<string, Answer>([
  ['', 'go'],
  ['s', 'all'],
  ['q', 'quit'],
  ['quit', 'quit'],
]);
