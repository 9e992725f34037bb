import { mapStrings } from '../rehearsal/json-strings.js';
import { requirePlain } from './bash.js';
import type { Captures } from './captures.js';

/** Puts a transcript's variables into a text, or into all texts of an input. */
export interface Substitution {
  text(text: string): string;
  input(input: object): object;
}

/** The result throws an Error where a text contains one of the characters that stand for variables. */
export const substitutionOf = ({ substitute }: Pick<Captures, 'substitute'>): Substitution => {
  const text = (it: string) => substitute(requirePlain(it));
  return { text, input: (input) => mapStrings(input, text) as object };
};
