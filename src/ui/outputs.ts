import type { Colors } from './terminal.js';
import { padEnd, widest } from './text.js';
import { printable, printableLine } from './printable.js';

export type Outputs = { readonly [name: string]: string };
type Accents = Pick<Colors, 'bold' | 'cyan'>;

/** `ApiUrl  https://…`, one a line, values aligned. */
export function outputLines(outputs: Outputs, { bold, cyan }: Accents): string[] {
  const shown = printable(outputs);
  const width = widest(Object.keys(shown));
  return Object.entries(shown).map(([name, value]) => `${bold(padEnd(name, width))}  ${cyan(value)}`);
}

/**
 * What `provision outputs [NAME]` prints. With a name the bare value, for `curl "$(provision outputs ApiUrl)"`.
 * @returns lines, each with its newline; undefined where the stack has no output of that name
 */
export function outputsText(outputs: Outputs, colors: Accents, name?: string): string | undefined {
  if (name === undefined)
    return outputLines(outputs, colors)
      .map((line) => `${line}\n`)
      .join('');
  return Object.hasOwn(outputs, name) ? `${printableLine(outputs[name] ?? '')}\n` : undefined;
}
