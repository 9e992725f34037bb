import type { Fields } from './message.js';
import type { Dictionary, List, Shape, Structure } from './schema.js';
import { toText } from './text.js';

/** Writes values as the XML that both query protocols answer in. */

/** One element; nothing where the value is absent. */
export function element(tag: string, shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return '';
  switch (shape.kind) {
    case 'structure':
      return `<${tag}>${members(shape, value as Fields)}</${tag}>`;
    case 'list':
      return list(tag, shape, value as readonly unknown[]);
    case 'map':
      return map(tag, shape, value as Fields);
    default:
      return `<${tag}>${escape(toText(value, shape))}</${tag}>`;
  }
}

/** A structure's members, one element each. */
export const members = (shape: Structure, value: Fields): string =>
  shape.members.map(({ name, shape: it }) => element(it.traits.xmlName ?? name, it, value[name])).join('');

function list(tag: string, { traits, item }: List, values: readonly unknown[]): string {
  if (traits.xmlFlattened) return values.map((value) => element(tag, item, value)).join('');
  const itemTag = item.traits.xmlName ?? 'member';
  return `<${tag}>${values.map((value) => element(itemTag, item, value)).join('')}</${tag}>`;
}

function map(tag: string, { traits, key, value }: Dictionary, fields: Fields): string {
  const entryTag = traits.xmlFlattened ? tag : 'entry';
  const entries = Object.entries(fields).map(([name, it]) => {
    const pair = element(key.traits.xmlName ?? 'key', key, name) + element(value.traits.xmlName ?? 'value', value, it);
    return `<${entryTag}>${pair}</${entryTag}>`;
  });
  return traits.xmlFlattened ? entries.join('') : `<${tag}>${entries.join('')}</${tag}>`;
}

/**
 * Text for inside an element. Carriage returns are escaped because parsers turn them into newlines; what XML 1.0
 * cannot carry at all (most control characters, half surrogates) becomes U+FFFD rather than an unreadable answer.
 */
export const escape = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);
