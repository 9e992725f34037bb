import type { Fields } from './message.js';
import type { Dictionary, List, Shape, Structure } from '../../sdk-schema.js';
import { toText } from './scalar-text.js';
import { plainText } from '../../plain-text.js';

/** Writes values as the XML that both query protocols answer in. */

/** One element; nothing where the value is absent. */
export function element(tag: string, shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return '';
  switch (shape.kind) {
    case 'structure':
      return `<${tag}${attributes(shape, value as Fields)}>${members(shape, value as Fields)}</${tag}>`;
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
  shape.members
    .filter((it) => value[it.name] !== undefined && !isAttribute(it))
    .map(({ name, shape: it }) => element(it.traits.xmlName ?? name, it, value[name]))
    .join('');

/** Those of its members that are attributes, and the namespace that their names have; each with a space before it. */
export function attributes({ members: all, traits }: Structure, value: Fields): string {
  const there = all.filter((it) => value[it.name] !== undefined && isAttribute(it));
  if (there.length === 0) return '';
  const [prefix, uri] = Array.isArray(traits.xmlNamespace) ? (traits.xmlNamespace as readonly string[]) : [];
  const namespace = prefix === undefined ? '' : ` xmlns:${prefix}="${uri}"`;
  return (
    namespace +
    there.map(({ name, shape }) => ` ${shape.traits.xmlName ?? name}="${escape(plainText(value[name]))}"`).join('')
  );
}

const isAttribute = ({ shape }: Structure['members'][number]): boolean => shape.traits.xmlAttribute !== undefined;

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
