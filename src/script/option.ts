import { doubleQuoted, hasVariable, singleQuoted, withSoftBreaks, word } from './bash.js';
import { blobWord, isBlob } from './blob.js';
import { optionOf } from './cli-names.js';
import { isStructure } from './structure.js';
import { shorthand } from './shorthand.js';
import { plainText } from '../plain-text.js';

/** Longer ones are hard to read on one line. */
const inline = 90;
const longShorthand = 170;

/** One option of a command: its name, and its values as words of bash. A value may have several lines. */
export interface Option {
  readonly name: string;
  readonly values: readonly string[];
}

/** How the CLI is told of one member of an input. */
export function optionFor(service: string, operation: string, member: string, value: unknown): Option {
  const name = optionOf(service, operation, member, value);
  if (isBlob(member, value)) return { name, values: [blobWord(value)] };
  if (typeof value === 'boolean') return { name, values: [] };
  if (typeof value === 'string')
    return { name, values: [isPolicy(member, value) ? pretty(JSON.parse(value)) : word(value)] };
  if (Array.isArray(value)) return { name, values: listOf(value) };
  return { name, values: [isStructure(value) ? structureOf(value) : word(plainText(value))] };
}

/** A policy is shown on many lines: what it says is the same. A manifest would be another image. */
function isPolicy(member: string, text: string): boolean {
  if (!/Policy|Document/.test(member) || text.length <= inline) return false;
  try {
    return isStructure(JSON.parse(text));
  } catch {
    return false;
  }
}

function listOf(items: readonly unknown[]): string[] {
  if (items.length > 0 && items.every((item) => typeof item === 'string' && /^[^[{]/.test(item)))
    return items.map((item) => word(plainText(item)));
  const short = items.map(shorthand);
  const fit = short.every((text) => text !== undefined && text.length <= longShorthand);
  return items.length > 0 && fit ? short.map((text) => shorthandWord(text ?? '')) : [json(items)];
}

function structureOf(value: object): string {
  const short = shorthand(value);
  return short !== undefined && short.length <= longShorthand ? shorthandWord(short) : json(value);
}

/** Braces and brackets mean something to bash. */
const shorthandWord = (text: string): string =>
  hasVariable(text) ? doubleQuoted(text) : /[[{*]/.test(text) ? `'${text}'` : word(text);

function json(value: unknown): string {
  const short = JSON.stringify(value);
  return short.length <= inline ? singleQuoted(short) : pretty(value);
}

const pretty = (value: unknown): string =>
  withSoftBreaks(singleQuoted(JSON.stringify(value, null, 2)).replaceAll('\n', '\n  '));

/** Whether there is a dollar in what goes into single quotes, where it is meant as it is: a reader of scripts would ask. */
export const hasBareDollar = (input: object): boolean =>
  Object.entries(input).some(
    ([member, value]) =>
      !isBlob(member, value) &&
      (typeof value === 'string'
        ? isPolicy(member, value) && /[$`]/.test(value)
        : /[$`]/.test(JSON.stringify(value ?? null))),
  );
