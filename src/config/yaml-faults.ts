import { isMap, visit, type Document, type Pair, type YAMLMap } from 'yaml';
import type { Fault, FileFormat, Position } from './file-fault.js';
import { asNode, isMerge, nameOf, resolved, sources } from './yaml-nodes.js';
import { syntaxFault } from './yaml-syntax.js';

/** All faults of a document, in no order. */
export function faultsIn(
  document: Document,
  text: string,
  at: (offset: number) => Position,
  format: FileFormat,
): Fault[] {
  // After a syntax error, the parser may have read keys and aliases wrongly.
  const syntax = syntaxFault({ text, document, at }, format);
  if (syntax) return [syntax];
  const structure = structureFaults(document, at);
  return structure.some(({ fatal }) => fatal) ? structure : [...structure, ...expansionFaults(document, at)];
}

const starInQuotes = 'put text that begins with "*" in quotes';

/** Shows a name only if it cannot contain a secret: `PW=secret`, written instead of `PW: secret`, is a name to YAML. */
const shownName = (name: string): string =>
  /^(?:[A-Za-z_$][\w$.-]*|\d{1,3})$/.test(name) ? JSON.stringify(name) : 'this name';

function structureFaults(document: Document, at: (offset: number) => Position): Fault[] {
  const faults: Fault[] = [];
  const fault = (node: unknown, message: string, more: { hint?: string; fatal?: boolean } = {}) => {
    faults.push({ at: at(startOf(node)), message, fatal: true, ...more });
  };
  visit(document, {
    Alias(_key, alias, path) {
      const target = alias.resolve(document);
      if (!target) fault(alias, 'an alias (*) without an anchor (&) of its name before it', { hint: starInQuotes });
      else if (path.includes(target)) fault(alias, 'an alias (*) that contains itself');
    },
    Map(_key, map) {
      for (const { name, key, first } of repeatedKeys(document, map)) {
        const hint = `the first is in line ${at(startOf(first)).line}: remove one of the two`;
        fault(key, `${shownName(name)} is given twice`, { hint, fatal: false });
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
  // In JavaScript it would set the prototype instead of a member.
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

/** A few lines of aliases to aliases can expand to billions of values. The parser refuses to expand them. */
function expansionFaults(document: Document, at: (offset: number) => Position): Fault[] {
  try {
    document.toJS();
    return [];
  } catch (error) {
    const isTooMuch = error instanceof Error && error.message.includes('alias count');
    const why = isTooMuch ? 'its aliases (*) stand for more than can be written out' : 'something in it has no value';
    return [{ at: at(0), message: `not readable: ${why}`, fatal: true }];
  }
}

const startOf = (node: unknown): number => asNode(node)?.range?.[0] ?? 0;
