import { isAlias, isNode, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';
import { plainText } from '../plain-text.js';

/** Reads names and values from the nodes of a YAML document. */

export const asNode = (value: unknown): Node | undefined => (isNode(value) ? value : undefined);

/** The node that an alias refers to; any other node itself. */
export const resolved = (document: Document, node: Node | undefined): Node | undefined =>
  isAlias(node) ? node.resolve(document) : node;

/** The maps that a merge key takes members from, in their order. */
export function sources(document: Document, value: unknown): (Node | undefined)[] {
  const source = resolved(document, asNode(value));
  return isSeq(source) ? source.items.map((item) => resolved(document, asNode(item))) : [source];
}

/** Whether the key is an unquoted `<<`. The parser gives it a symbol as its value. */
export const isMerge = ({ key }: Pair): boolean => isScalar(key) && typeof key.value === 'symbol';

/** The name that a key has in the parsed data; `undefined` for merge keys, lists and maps. */
export function nameOf(document: Document, key: unknown): string | undefined {
  const node = resolved(document, asNode(key));
  if (!isScalar(node) || typeof node.value === 'symbol') return undefined;
  return node.value === null ? '' : plainText(node.value);
}

/** Whether a name has no value. The parser gives such a name an empty node somewhere after the colon. */
export const isEmpty = (node: Node): boolean => isScalar(node) && node.value === null && !node.source;
