import { proseText } from '../../ui/prose.js';
import type { Display } from '../request.js';

/** Says something that is neither a result nor an event. */
export type Note = (text: string) => void;

/** Notes go to stderr, each once, and nowhere with `--json`. */
export function notesFor({ json }: Display): Note {
  const written = new Set<string>();
  return (text) => {
    if (json || written.has(text)) return;
    written.add(text);
    process.stderr.write(proseText(text, process.stderr));
  };
}
