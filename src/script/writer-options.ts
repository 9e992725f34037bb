import { isMutating } from '../is-mutating.js';
import type { Captures } from './captures.js';
import type { ImageSource } from './image-lines.js';
import { VariableNames } from './variable-names.js';
import type { TranscriptEntry, Transcript } from './transcript.js';

/** How a transcript is written as bash. */
export interface WriterOptions {
  readonly captures: Captures;
  /**
   * By step: the variable that is set once the step has created something. Steps without one write nothing to the
   * file of ids.
   */
  readonly markers: ReadonlyMap<string, string>;
  readonly images: ImageSource;
}

/** Options for a script that writes no file of ids and pushes no image: one of a past run, or of recorded ids. */
export const withoutIdFile = (captures: Captures): WriterOptions => ({
  captures,
  markers: new Map(),
  images: 'stand-in',
});

/**
 * Chooses the variable that shows that a step has created something: its first id, or a variable for just that.
 * @returns by step, for the steps that create something
 */
export function markersOf({ entries }: Transcript, captures: Captures): Map<string, string> {
  const names = new VariableNames(captures.all.map(({ name }) => name));
  return new Map(
    entries
      .filter(createsAnything)
      .map((entry) => [entry.step, idMarker(entry, captures) ?? names.madeNameFor(entry.step)]),
  );
}

const createsAnything = ({ calls }: TranscriptEntry): boolean => calls.some(({ operation }) => isMutating(operation));

const idMarker = ({ calls }: TranscriptEntry, captures: Captures): string | undefined => {
  const maker = calls.find(({ operation }) => isMutating(operation));
  const taken = maker ? captures.of(maker).map(({ name }) => name) : [];
  return taken.find((name) => name.endsWith('_ID')) ?? taken[0];
};
