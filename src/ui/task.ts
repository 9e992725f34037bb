import type { Display } from './display.js';
import { idText } from '../display-names.js';
import { textOf } from './failure.js';
import { callLine } from './plain.js';
import { writerTo } from './output.js';
import { printable, printableLine } from './printable.js';
import { proseText, proseWidth } from './prose.js';
import type { Run } from './run.js';
import type { Out } from './terminal.js';

interface TaskDisplayOptions {
  readonly stdout: Out;
  readonly stderr: Out;
  readonly verbose: boolean;
  /** Where there are several, each line says whose it is. */
  readonly containers: readonly string[];
  readonly run: Run;
}

/** A task that is watched to its end: its lines go to stdout, and all that is said about it to stderr. */
export function taskDisplay({ stdout, stderr, verbose, containers, run }: TaskDisplayOptions): Display {
  const [write, tell] = [writerTo(stdout), writerTo(stderr)];
  let told = '';
  const news = (text: string): void => {
    if (text === told) return;
    told = text;
    tell(proseText(text, stderr));
  };
  return {
    event(given) {
      const event = printable(given);
      switch (event.type) {
        case 'log':
          return write(`${containers.length > 1 ? `${event.container} | ` : ''}${printableLine(event.message)}\n`);
        case 'step':
          return event.state === 'created' ? news(`Started the task ${idText(event.id) ?? ''}`) : undefined;
        case 'wait':
          return news(event.why);
        case 'retry':
          return news(`${event.error}: ${event.message}`);
        case 'call':
          return verbose ? tell(`${callLine(event)}\n`) : undefined;
        case 'error':
          return tell(`${textOf(event.failure, run, proseWidth(stderr))}\n`);
        case 'revision':
        case 'trace':
        case 'request':
        case 'result':
          return undefined;
      }
    },
    say: (text) => tell(proseText(text, stderr)),
    close: () => undefined,
  };
}
