import { isAlias, isNode, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';

/** How YAML's nodes become names and values: what reading a document and finding its faults share. */

export const asNode = (value: unknown): Node | undefined => (isNode(value) ? value : undefined);

/** What an alias stands for; any other node itself. */
export const resolved = (document: Document, node: Node | undefined): Node | undefined =>
  isAlias(node) ? node.resolve(document) : node;

/** The maps that a merge key takes members from, first one first. */
export function sources(document: Document, value: unknown): (Node | undefined)[] {
  const source = resolved(document, asNode(value));
  return isSeq(source) ? source.items.map((item) => resolved(document, asNode(item))) : [source];
}

/** `<<`, unless it is quoted: the parser marks it by a symbol. */
export const isMerge = ({ key }: Pair): boolean => isScalar(key) && typeof key.value === 'symbol';

/** The name that a key becomes in the data; `undefined` for merge keys, lists and maps. */
export function nameOf(document: Document, key: unknown): string | undefined {
  const node = resolved(document, asNode(key));
  if (!isScalar(node) || typeof node.value === 'symbol') return undefined;
  return node.value === null ? '' : String(node.value);
}

/** A name with nothing behind it has a value of no length, somewhere behind the colon. */
export const isEmpty = (node: Node): boolean => isScalar(node) && node.value === null && !node.source;
