import { Document, isCollection, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { Fault, FileFormat, Position } from './file-fault.js';
import type { Path } from './member-path.js';
import { faultsIn } from './yaml-faults.js';
import { asNode, isEmpty, isMerge, nameOf, resolved, sources } from './yaml-nodes.js';

/** A YAML text (JSON is YAML too) that was parsed, with the positions of its members. Its contents are not checked. */
export interface ConfigDocument {
  /** What cannot be read, or not with certainty. */
  readonly faults: readonly Fault[];
  /** The parsed value, with aliases and merge keys resolved. To be called only if no fault is `fatal`. */
  data(): unknown;
  /** Position of a member's value, or of its name if the value is a list or a map; `undefined` if it is not there. */
  find(path: Path): Position | undefined;
  /** Position of a member's name; of an entry, if it is in a list. */
  findName(path: Path): Position | undefined;
  /** Names of the members that come after this one in the same map. */
  following(path: Path): readonly string[];
  /** Position of an offset in the text. */
  at(offset: number): Position;
  /** The number, boolean or text at `path` as it is written in the file. */
  spelling(path: Path): string | undefined;
  /** Position of a part of a value, as it is written there; of the value, if it is written in another way. */
  findWithin(path: Path, part: string): Position | undefined;
  /** Whether nothing is written after a name: the parser reads that as `null`. */
  isLeftEmpty(path: Path): boolean;
}

/** Reads a text; never throws. */
export function readDocument(text: string, format: FileFormat = 'YAML'): ConfigDocument {
  const lines = new LineCounter();
  const parsed = parse(text, lines);
  const document = parsed ?? new Document();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.max(0, offset));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const position = (node: Node | undefined) => (node?.range ? at(node.range[0]) : undefined);
  const findName = (path: Path) => {
    if (path.length === 0) return position(document.contents ?? undefined) ?? at(0);
    const { key, value } = lookUp(document, path) ?? {};
    return position(key) ?? position(value);
  };
  const find = (path: Path) => {
    const { value } = lookUp(document, path) ?? {};
    return path.length === 0 || !value || isCollection(value) || isEmpty(value) ? findName(path) : position(value);
  };
  const tooDeep = parsed ? deeperThan(mostLevels, parsed.contents) : 0;
  return {
    faults: tooDeep === undefined ? faultsIn(document, text, at, format) : [nestedTooDeep(at(tooDeep))],
    data: () => document.toJS() as unknown,
    findName,
    find,
    following(path) {
      const map = resolved(document, lookUp(document, path.slice(0, -1))?.value);
      const names = isMap(map) ? map.items.map(({ key }) => nameOf(document, key)) : [];
      return names.slice(names.lastIndexOf(String(path.at(-1))) + 1).filter((name) => name !== undefined);
    },
    at,
    spelling(path) {
      const value = resolved(document, lookUp(document, path)?.value);
      return isScalar(value) ? value.source : undefined;
    },
    findWithin(path, part) {
      const value = resolved(document, lookUp(document, path)?.value);
      const [from, to] = value?.range ?? [];
      const offset = from === undefined ? -1 : text.slice(from, to).indexOf(part);
      return from === undefined || offset < 0 ? find(path) : at(from + offset);
    },
    isLeftEmpty(path) {
      const { value } = lookUp(document, path) ?? {};
      return value !== undefined && isEmpty(value);
    },
  };
}

/** @returns undefined where it is nested so deep that the parser, which calls itself for each level, has no stack left */
function parse(text: string, lineCounter: LineCounter): Document | undefined {
  try {
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      merge: true,
      // Duplicate keys are found by `faultsIn`, which also knows where the first one is.
      uniqueKeys: false,
      // Source tokens show whether a bracket is closed.
      keepSourceTokens: true,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Ten times as many as a config has. All that reads a document calls itself for each level. */
const mostLevels = 60;

/** The offset of the first list or map that lies deeper. */
function deeperThan(levels: number, contents: unknown): number | undefined {
  let level = [contents];
  for (let depth = 0; depth <= levels && level.length > 0; depth++)
    level = level.flatMap((node) => (isCollection(node) ? childrenOf(node) : []));
  return level.filter(isCollection).at(0)?.range?.[0];
}

const childrenOf = ({ items }: { readonly items: readonly unknown[] }): unknown[] =>
  items.flatMap((item) => (isPair(item) ? [item.key, item.value] : [item]));

const nestedTooDeep = (at: Position): Fault => ({
  at,
  message: `lists and maps are nested more than ${mostLevels} levels deep`,
  hint: 'no member of a config is',
  fatal: true,
});

interface Place {
  readonly key?: Node | undefined;
  readonly value?: Node | undefined;
}

/** The name and the value at a path. An alias is followed only where the path leads through it. */
function lookUp(document: Document, path: Path): Place | undefined {
  let place: Place | undefined = { value: document.contents ?? undefined };
  for (const segment of path) {
    const node: Node | undefined = resolved(document, place?.value);
    if (isSeq(node) && typeof segment === 'number') {
      place = { value: asNode(node.items[segment]) };
    } else place = member(document, node, segment);
  }
  return place;
}

/** Finds the member whose value `data` has: the last one of equal keys, and an own key before a merged one. */
function member(document: Document, node: Node | undefined, name: string | number): Place | undefined {
  if (!isMap(node)) return undefined;
  const own = node.items.findLast(({ key }) => nameOf(document, key) === String(name));
  if (own) return { key: asNode(own.key), value: asNode(own.value) };
  for (const source of node.items.filter(isMerge).flatMap(({ value }) => sources(document, value))) {
    const found = member(document, source, name);
    if (found) return found;
  }
  return undefined;
}
