import { isMap, visit, type Document, type Pair, type YAMLError, type YAMLMap } from 'yaml';
import type { Position } from './document.js';
import { asNode, isMerge, nameOf, resolved, sources } from './yaml-nodes.js';

/** Something in a YAML text that cannot be read, or not with certainty. */
export interface Fault {
  readonly at: Position;
  readonly message: string;
  readonly hint?: string;
  /** The rest of the file may have been misread: it is not worth judging. */
  readonly fatal: boolean;
}

/** What who wrote a text takes it for: JSON is read as the YAML that it is. */
export type Format = 'YAML' | 'JSON';

/** All faults of a document, in no order. */
export function faultsIn(document: Document, at: (offset: number) => Position, format: Format): Fault[] {
  // In a half-read document, keys and aliases are not what they seem.
  const syntax = [...document.errors, ...document.warnings].map((error) => syntaxFault(error, at, format));
  if (syntax.length > 0) return syntax;
  const structure = structureFaults(document, at);
  return structure.some(({ fatal }) => fatal) ? structure : [...structure, ...tooMuch(document, at)];
}

const words: { readonly [code: string]: readonly [message: string, hint?: string] } = {
  TAB_AS_INDENT: ['a tab cannot indent YAML', 'indent with spaces'],
  BLOCK_AS_IMPLICIT_KEY: ['a second "name: value" on the same line', 'begin a new line, or put the text in quotes'],
  MULTILINE_IMPLICIT_KEY: ['a name without a value', 'write "name: value", with a space after the colon'],
  BAD_SCALAR_START: ['text cannot begin with this character', 'put the text in quotes'],
  MULTIPLE_DOCS: ['the file has more than one document', 'remove the line "---" and what follows it'],
  TAG_RESOLVE_FAILED: ['a YAML tag that means nothing here', 'put text that begins with "!" in quotes'],
  BAD_DIRECTIVE: ['a YAML directive that means nothing here', 'remove the line'],
};

function syntaxFault({ code, message, pos }: YAMLError, at: (offset: number) => Position, format: Format): Fault {
  if (format === 'JSON') return { at: at(pos[0]), message: `not valid JSON: ${asOfJson(message)}`, fatal: true };
  const [known = `not valid YAML: ${message}`, hint] = words[code] ?? [];
  return { at: at(pos[0]), message: known, ...(hint !== undefined && { hint }), fatal: true };
}

/** The parser's words, with the names that things have in JSON. */
const asOfJson = (message: string): string =>
  message
    .replace(/flow map/gi, 'object')
    .replace(/flow sequence/gi, 'array')
    .replace('in block collection must be sufficiently indented and end', 'must end')
    .replace(/^./, (it) => it.toLowerCase());

function structureFaults(document: Document, at: (offset: number) => Position): Fault[] {
  const faults: Fault[] = [];
  const fault = (node: unknown, message: string, more: { hint?: string; fatal?: boolean } = {}) => {
    faults.push({ at: at(startOf(node)), message, fatal: true, ...more });
  };
  visit(document, {
    Alias(_key, alias, path) {
      const target = alias.resolve(document);
      if (!target) fault(alias, `there is no anchor &${alias.source} before this alias`);
      else if (path.includes(target)) fault(alias, `the alias *${alias.source} contains itself`);
    },
    Map(_key, map) {
      for (const { name, key, first } of repeatedKeys(document, map)) {
        const hint = `the first is in line ${at(startOf(first)).line}: remove one of the two`;
        fault(key, `${JSON.stringify(name)} is given twice`, { hint, fatal: false });
      }
    },
    Pair(_key, pair) {
      const wrong = badPair(document, pair);
      if (wrong !== undefined) fault(pair.key, wrong);
    },
  });
  return faults;
}

function badPair(document: Document, pair: Pair): string | undefined {
  const name = nameOf(document, pair.key);
  if (isMerge(pair)) return sources(document, pair.value).every(isMap) ? undefined : 'only maps can be merged';
  // It would be lost on the way, or worse: in JavaScript it is no member but the prototype.
  if (name === '__proto__') return '"__proto__" cannot be a name';
  const isUnresolved = resolved(document, asNode(pair.key)) === undefined;
  return name === undefined && !isUnresolved ? 'a name must be text, not a list or a map' : undefined;
}

function repeatedKeys(document: Document, map: YAMLMap) {
  const firsts = new Map<string, unknown>();
  return map.items.flatMap(({ key }) => {
    const name = nameOf(document, key);
    if (name === undefined) return [];
    if (firsts.has(name)) return [{ name, key, first: firsts.get(name) }];
    firsts.set(name, key);
    return [];
  });
}

/** A few lines of aliases to aliases can stand for billions of values; the parser refuses to write them out. */
function tooMuch(document: Document, at: (offset: number) => Position): Fault[] {
  try {
    document.toJS();
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ at: at(0), message: `not readable: ${why}`, fatal: true }];
  }
}

const startOf = (node: unknown): number => asNode(node)?.range?.[0] ?? 0;
