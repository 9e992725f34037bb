import { mapStrings } from '../rehearsal/leaves.js';
import { plainText } from './bash.js';
import type { Captures } from './captures.js';

/** Puts a story's variables into a text, or into all texts of an input. */
export interface Put {
  text(text: string): string;
  input(input: object): object;
}

/** @throws Error, when it is used, where a text has one of the characters that stand for variables */
export const putOf = ({ put }: Pick<Captures, 'put'>): Put => {
  const text = (it: string) => put(plainText(it));
  return { text, input: (input) => mapStrings(input, text) as object };
};
