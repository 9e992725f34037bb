import { types } from 'node:util';

type Found = readonly [path: readonly string[], text: string];

/** All strings in a value, each with its path. */
export function stringsIn(value: unknown): Found[] {
  const found: Found[] = [];
  const look = (it: unknown, path: readonly string[]): void => {
    if (typeof it === 'string') return void found.push([path, it]);
    if (it === null || typeof it !== 'object' || isAtom(it)) return;
    for (const [key, member] of Object.entries(it))
      if (typeof member === 'string' || typeof member === 'object') look(member, [...path, key]);
  };
  look(value, []);
  return found;
}

/**
 * The same value with every string changed by a function. Names of members count too, because sets of ids are stored
 * there.
 */
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((member) => mapStrings(member, change));
  if (value === null || typeof value !== 'object' || isAtom(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [change(key), mapStrings(member, change)]));
}

/**
 * Replaces texts by others, wherever they stand as whole words. Of two that begin alike, the longer one is replaced. The
 * texts may have any length, because a state may hold anything: no pattern is made of them.
 */
export class TextReplacer {
  readonly #others = new Map<string, string>();
  /** By first character, the lengths of the texts that begin with it, the greatest first: there are few of them. */
  readonly #lengths = new Map<string, number[]>();

  constructor(texts: Iterable<readonly [text: string, other: string]> = []) {
    for (const [text, other] of texts) this.add(text, other);
  }

  /** A text that was added before gets the other one. */
  add(text: string, other: string): void {
    if (text === '') return;
    this.#others.set(text, other);
    const lengths = this.#lengths.get(text.charAt(0)) ?? [];
    if (!lengths.includes(text.length))
      this.#lengths.set(
        text.charAt(0),
        [...lengths, text.length].toSorted((a, b) => b - a),
      );
  }

  readonly in = (text: string): string => {
    let out = '';
    let copied = 0;
    for (let at = 0; at < text.length; at++) {
      if (isWordPart(text, at - 1)) continue;
      const found = this.#at(text, at);
      if (found === undefined) continue;
      out += text.slice(copied, at) + (this.#others.get(found) ?? '');
      copied = at + found.length;
      at = copied - 1;
    }
    return out + text.slice(copied);
  };

  /** The longest one that stands there as a whole word. */
  #at(text: string, at: number): string | undefined {
    for (const length of this.#lengths.get(text.charAt(at)) ?? []) {
      if (at + length > text.length || isWordPart(text, at + length)) continue;
      const word = text.slice(at, at + length);
      if (this.#others.has(word)) return word;
    }
    return undefined;
  }
}

/** @returns a function that replaces the texts in any text */
export const textReplacer = (texts: Iterable<readonly [text: string, other: string]>): ((text: string) => string) =>
  new TextReplacer(texts).in;

/** Whether what stands at a place of a text, a letter or a digit, makes what stands beside it a part of a longer word. */
function isWordPart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Whether an object counts as one value: a date, or bytes. */
const isAtom = (value: object): boolean => types.isDate(value) || ArrayBuffer.isView(value);
