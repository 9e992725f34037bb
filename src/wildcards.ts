/** A pattern in parts: a wildcard, or one character as it is. */
export type Pattern = readonly Part[];
type Part = typeof anyCharacters | typeof anyCharacter | string;
const anyCharacters = Symbol('*');
const anyCharacter = Symbol('?');

/** A pattern in which `*` stands for any characters, none among them, and `?` for one. */
export const patternIn = (text: string): Pattern => text.split('').map(partOf);

/** The same, in which a backslash takes the meaning from a wildcard or a backslash after it. */
export const escapedPatternIn = (text: string): Pattern =>
  (text.match(/\\[*?\\]|[^]/g) ?? []).map((part) => (part.length > 1 ? part.slice(1) : partOf(part)));

const partOf = (character: string): Part =>
  character === '*' ? anyCharacters : character === '?' ? anyCharacter : character;

/**
 * Whether a pattern matches the whole text. Patterns come from whoever sends a request. A regular expression made of
 * one tries all ways to share the text among its wildcards. Here each `*` takes as little as it can, and only the last
 * one ever takes more: that finds a match wherever there is one, in at most as many steps as pattern and text have
 * characters, multiplied.
 * @param step called at each comparison
 */
export const matches = (pattern: Pattern, text: string, step: () => void = () => {}): boolean =>
  takesAll(pattern, text, (part, character) => part === anyCharacter || part === character, step);

/** Whether a pattern matches all that another one matches. */
export const covers = (pattern: Pattern, other: Pattern): boolean =>
  takesAll(pattern, other, (part, it) => it !== anyCharacters && (part === anyCharacter || part === it));

function takesAll<Item>(
  pattern: Pattern,
  items: ArrayLike<Item>,
  takes: (part: Part | undefined, item: Item | undefined) => boolean,
  step: () => void = () => {},
): boolean {
  let [at, reached] = [0, 0];
  let last: { readonly star: number; taken: number } | undefined;
  while (reached < items.length) {
    step();
    const part = pattern[at];
    if (part === anyCharacters) {
      last = { star: at++, taken: reached };
    } else if (takes(part, items[reached])) {
      at++;
      reached++;
    } else if (last) {
      at = last.star + 1;
      reached = ++last.taken;
    } else return false;
  }
  return pattern.slice(at).every((part) => part === anyCharacters);
}
