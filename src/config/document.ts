import { isCollection, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Path } from './sound.js';
import { faultsIn, type Fault, type Format } from './yaml-faults.js';
import { asNode, isEmpty, isMerge, nameOf, resolved, sources } from './yaml-nodes.js';

/** Where something is in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML text (JSON is YAML too), read without judging its contents. */
export interface ConfigDocument {
  /** What cannot be read, or not with certainty. */
  readonly faults: readonly Fault[];
  /** Plain JSON, with aliases and merge keys resolved. Only if no fault is `fatal`. */
  data(): unknown;
  /** Of a member's value, or of its name where the value is a list or a map; `undefined` if there is none. */
  find(path: Path): Position | undefined;
  /** Of a member's name; for an entry of a list, of the entry. */
  findName(path: Path): Position | undefined;
  /** Of an offset into the text. */
  at(offset: number): Position;
  /** The number, boolean or text at `path` as it is spelt in the file. */
  spelling(path: Path): string | undefined;
}

/** Reads a text; never throws. */
export function readDocument(text: string, format: Format = 'YAML'): ConfigDocument {
  const lines = new LineCounter();
  // Duplicate keys are found by `faultsIn`, which also knows where the first one is.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, uniqueKeys: false });
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
  return {
    faults: faultsIn(document, at, format),
    data: () => document.toJS() as unknown,
    findName,
    find(path) {
      const { value } = lookUp(document, path) ?? {};
      return path.length === 0 || !value || isCollection(value) || isEmpty(value) ? findName(path) : position(value);
    },
    at,
    spelling(path) {
      const { value } = lookUp(document, path) ?? {};
      return isScalar(value) ? value.source : undefined;
    },
  };
}

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

/** As the data has it: the last of equal keys counts, and a key of one's own before a merged one. */
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
