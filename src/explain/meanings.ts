import { pluralOf } from '../display-names.js';
import { calledAs, form } from './words.js';

/** The forms that a name is looked up by: its own, and its plural's. */
export const formsOf = (name: string): string[] => {
  const spaced = name.replaceAll('-', ' ').toLowerCase();
  return [...new Set([form(spaced), form(pluralOf(spaced))])];
};

/**
 * What a word can mean, by the names of what is explained.
 * @param known all names of nouns, topics and blueprints, in the order of teaching
 * @returns the one that is called so; else all that people call so; none where the word is not known
 */
export function meaningsOf(word: string, known: readonly string[]): string[] {
  const wanted = form(word);
  if (wanted === '') return [];
  const named = known.filter((name) => formsOf(name).includes(wanted));
  // A plural of one name is never the name of another one, but a tag is also what people call the version of an image.
  const called = known.filter((name) => (calledAs[name] ?? []).some((it) => formsOf(it).includes(wanted)));
  const isOwnName = named.some((name) => form(name) === wanted);
  return isOwnName ? named : [...new Set([...named, ...called])];
}
