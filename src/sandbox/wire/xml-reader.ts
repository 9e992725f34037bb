import { MalformedRequest, type Fields } from './message.js';
import type { Shape, Structure } from '../../sdk-schema.js';
import { fromText } from './scalar-text.js';

/** An element, as far as requests to AWS need one: names without prefixes, no mixed content. */
interface Element {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: Element[];
  text: string;
}

/**
 * Reads the one element of an XML document. Nothing is ever looked up: there are no document types and no entities but
 * XML's own.
 * @throws MalformedRequest where it is no well-formed XML
 */
export function parseXml(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = 0;
  for (const { 0: token, index, groups = {} } of text.matchAll(tokens)) {
    const here = open.at(-1) ?? root;
    here.text += unescape(text.slice(at, index));
    at = index + token.length;
    const { cdata, close, name, attributes = '', empty } = groups;
    if (cdata !== undefined) here.text += cdata;
    else if (close !== undefined) {
      if (open.length < 2 || here.name !== local(close)) throw new MalformedRequest('', 'the XML is not well-formed');
      open.pop();
    } else if (name !== undefined) {
      const element: Element = { name: local(name), attributes: attributesOf(attributes), children: [], text: '' };
      here.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const [only, ...others] = root.children;
  const rest = text.slice(at) + root.text;
  if (!only || others.length > 0 || open.length !== 1 || rest.trim() !== '' || text.includes('<!DOCTYPE'))
    throw new MalformedRequest('', 'the XML is not well-formed');
  return only;
}

const tokens =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[(?<cdata>[^]*?)\]\]>|<\/(?<close>[\w:.-]+)\s*>|<(?<name>[\w:.-]+)(?<attributes>(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?<empty>\/?)>/g;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const attributesOf = (text: string): { [name: string]: string } =>
  Object.fromEntries(
    [...text.matchAll(/(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => [
      name,
      unescape(double ?? single ?? ''),
    ]),
  );

function unescape(text: string): string {
  if (text.includes('<')) throw new MalformedRequest('', 'the XML is not well-formed');
  return text.replace(/\r\n?/g, '\n').replace(/&(#x?[\da-f]+|\w+);/gi, (_, entity: string) => {
    if (!entity.startsWith('#')) return entities[entity] ?? unknown(entity);
    const code = /^#x/i.test(entity) ? parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : unknown(entity);
  });
}
const entities: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
function unknown(entity: string): never {
  throw new MalformedRequest('', `the XML has an entity that is not known: ${entity}`);
}

/**
 * An element as a value, member by member as the schema says. What the schema does not have is ignored, as AWS does.
 * @throws MalformedRequest naming `path` where a value is of another type than the schema's
 */
export function fromXml(shape: Shape, element: Element, path: string): unknown {
  const { children } = element;
  switch (shape.kind) {
    case 'structure':
      return structureFrom(shape, element, path);
    case 'list':
      return children.map((it) => fromXml(shape.item, it, path));
    case 'map':
      return Object.fromEntries(
        children.map(({ children: [key, value] }) => [key?.text, value && fromXml(shape.value, value, path)]),
      );
    case 'unit':
      return {};
    default:
      return fromText(shape, element.text, path);
  }
}

export function structureFrom({ members }: Structure, { children, attributes }: Element, path: string): Fields {
  const fields = members.flatMap(({ name, shape }) => {
    const tag = shape.traits.xmlName ?? name;
    const here = path ? `${path}.${name}` : name;
    if (shape.traits.xmlAttribute !== undefined)
      return attributes[tag] === undefined ? [] : [[name, attributes[tag]] as const];
    const found = children.filter((it) => it.name === tag);
    const [first] = found;
    if (!first) return [];
    if (shape.kind === 'list' && shape.traits.xmlFlattened)
      return [[name, found.map((it) => fromXml(shape.item, it, here))] as const];
    return [[name, fromXml(shape, first, here)] as const];
  });
  return Object.fromEntries(fields);
}
