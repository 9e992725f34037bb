import { createInterface } from 'node:readline';
import type { Answer } from './walk.js';

export interface Person {
  /** Asks, and again where the answer means nothing: only an empty line lets calls be made. */
  answer(): Promise<Answer>;
  leave(): void;
}

/**
 * Who answers, a line each. Who leaves, or is interrupted, wants to stop.
 * @param ask shows what may be answered
 */
export function personAt(input: NodeJS.ReadableStream, signal: AbortSignal, ask: () => void): Person {
  const lines = createInterface({ input, terminal: false });
  const said: string[] = [];
  let isGone = false;
  let heard = () => {};
  lines.on('line', (line) => (said.push(line.trim().toLowerCase()), heard()));
  lines.on('close', () => ((isGone = true), heard()));
  signal.addEventListener('abort', () => heard());
  const line = async (): Promise<string> => {
    while (said.length === 0 && !isGone && !signal.aborted) await new Promise<void>((resolve) => (heard = resolve));
    return said.shift() ?? 'q';
  };
  return {
    async answer() {
      for (;;) {
        ask();
        const meant = answers.get(await line());
        if (meant) return meant;
      }
    },
    leave: () => lines.close(),
  };
}

const answers = new Map<string, Answer>([['', 'go'], ['s', 'all'], ['q', 'quit'], ['quit', 'quit']]);
