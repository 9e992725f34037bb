import { MalformedRequest, UnknownParameter, type Fields, type WireRequest } from './message.js';
import type { Dictionary, List, Shape, Structure } from '../../sdk-schema.js';
import { fromText } from './scalar-text.js';

/**
 * Reads form parameters, as both query protocols send them: `Filter.1.Value.2=x` is a path into the input.
 * Sources: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html and …/aws-query-protocol.html
 */
export type Dialect = 'ec2Query' | 'awsQuery';

/** The parameters of a query request: in the body, or in the URL of a GET. */
export const formOf = ({ method, query, body }: WireRequest): URLSearchParams =>
  method === 'GET' ? query : new URLSearchParams(body.toString('utf8'));

/**
 * The operation's input.
 * @throws UnknownParameter, MalformedRequest
 */
export function readForm(dialect: Dialect, input: Structure, form: URLSearchParams): Fields {
  const tree = treeOf([...form].filter(([name]) => !isEnvelope(name)));
  return structure(dialect, input, tree, '');
}

/** Parameters that belong to the request, not to the operation: its name, and signatures in the URL. */
const isEnvelope = (name: string) => name.startsWith('X-Amz-') || envelope.includes(name);
const envelope: readonly string[] = [
  'Action',
  'Version',
  'AWSAccessKeyId',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'Timestamp',
];

/** A parameter's value, and the parameters whose names continue it, by the next part of the name. */
interface Tree {
  value?: string;
  readonly below: Map<string, Tree>;
}
const leafless = (): Tree => ({ below: new Map() });

function treeOf(parameters: readonly (readonly [string, string])[]): Tree {
  const root = leafless();
  for (const [name, value] of parameters) {
    let tree = root;
    for (const part of name.split('.')) {
      const next = tree.below.get(part) ?? leafless();
      tree.below.set(part, next);
      tree = next;
    }
    tree.value = value;
  }
  return root;
}

function any(dialect: Dialect, shape: Shape, tree: Tree, path: string): unknown {
  switch (shape.kind) {
    case 'structure':
      return structure(dialect, shape, tree, path);
    case 'list':
      return list(dialect, shape, tree, path);
    case 'map':
      return map(dialect, shape, tree, path);
    default:
      onlyThese(tree, path, []);
      if (tree.value === undefined) throw new MalformedRequest(path, 'a value is missing');
      return fromText(shape, tree.value, path);
  }
}

function structure(dialect: Dialect, shape: Structure, tree: Tree, path: string): Fields {
  const keys = memberKeys(dialect, shape);
  noValue(tree, path);
  onlyThese(tree, path, keys);
  return Object.fromEntries(
    shape.members.flatMap((member, at) => {
      const key = keys[at] ?? member.name;
      const below = tree.below.get(key);
      return below ? [[member.name, any(dialect, member.shape, below, join(path, key))]] : [];
    }),
  );
}

/** What the members are called in a form, in their order. Some inputs have a hundred, and requests few of them. */
function memberKeys(dialect: Dialect, shape: Structure): readonly string[] {
  const known = keysRead[dialect];
  let keys = known.get(shape);
  if (!keys) known.set(shape, (keys = shape.members.map((it) => memberKey(dialect, it.name, it.shape))));
  return keys;
}
const keysRead: { readonly [dialect in Dialect]: WeakMap<Structure, readonly string[]> } = {
  ec2Query: new WeakMap(),
  awsQuery: new WeakMap(),
};

function list(dialect: Dialect, { traits, item }: List, tree: Tree, path: string): unknown[] {
  const key = dialect === 'ec2Query' || traits.xmlFlattened ? undefined : itemKey(item, 'member');
  return numbered(tree, path, key).map(([below, at]) => any(dialect, item, below, at));
}

function map(dialect: Dialect, { traits, key, value }: Dictionary, tree: Tree, path: string): Fields {
  const [keyName, valueName] = [itemKey(key, 'key'), itemKey(value, 'value')];
  return Object.fromEntries(
    numbered(tree, path, traits.xmlFlattened ? undefined : 'entry').map(([entry, at]) => {
      onlyThese(entry, at, [keyName, valueName]);
      const name = entry.below.get(keyName)?.value;
      if (name === undefined) throw new MalformedRequest(at, `${keyName} is missing`);
      return [name, any(dialect, value, entry.below.get(valueName) ?? leafless(), join(at, valueName))];
    }),
  );
}

/** The items below a list or map, in the order of their numbers; `wrapper` is the level between, where there is one. */
function numbered(tree: Tree, path: string, wrapper: string | undefined): (readonly [Tree, string])[] {
  noValue(tree, path);
  if (wrapper !== undefined) {
    onlyThese(tree, path, [wrapper]);
    const inner = tree.below.get(wrapper);
    return inner ? numbered(inner, join(path, wrapper), undefined) : [];
  }
  for (const part of tree.below.keys()) if (!/^\d+$/.test(part)) throw new UnknownParameter(join(path, part));
  return [...tree.below]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([part, below]) => [below, join(path, part)] as const);
}

/** EC2 capitalises names and lets a trait replace them; the other dialect takes them as they are. */
function memberKey(dialect: Dialect, name: string, { traits }: Shape): string {
  if (dialect === 'ec2Query' && typeof traits['ec2QueryName'] === 'string') return traits['ec2QueryName'];
  const key = traits.xmlName ?? name;
  return dialect === 'ec2Query' ? key.charAt(0).toUpperCase() + key.slice(1) : key;
}
const itemKey = ({ traits }: Shape, byDefault: string) => traits.xmlName ?? byDefault;
const join = (path: string, part: string) => (path ? `${path}.${part}` : part);

function onlyThese(tree: Tree, path: string, known: readonly string[]): void {
  for (const part of tree.below.keys()) if (!known.includes(part)) throw new UnknownParameter(join(path, part));
}
/** An empty value stands for an empty list or structure; anything else has no place here. */
function noValue(tree: Tree, path: string): void {
  if (tree.value) throw new UnknownParameter(path);
}
