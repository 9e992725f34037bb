import type { Member, Shape, Structure } from '../../../src/sdk-schema.js';

/** Random numbers that are the same in every run: a failure can be looked at again. */
export function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** From this depth on only what is required or ends there: shapes may contain themselves. */
const deep = 4;

/** A value with every member set and with the characters that wires stumble over. */
export function randomValue(shape: Shape, roll: (sides: number) => number, depth = 0): unknown {
  const { httpHeader, httpPrefixHeaders } = shape.traits;
  if (httpPrefixHeaders !== undefined) return { 'k.1': plain(roll), 'k-2': plain(roll) };
  if (httpHeader === 'x-amz-sdk-checksum-algorithm') return 'CRC32';
  if ((httpHeader ?? shape.traits.xmlAttribute) !== undefined && shape.kind === 'string') return plain(roll);
  if (httpHeader !== undefined && shape.kind === 'list') return ['one', `2${roll(10)}`];
  switch (shape.kind) {
    case 'unit':
      return {};
    case 'structure':
      return shape.union ? randomUnion(shape, roll, depth) : randomStructure(shape, roll, depth);
    case 'list':
      return Array.from({ length: depth < deep ? 2 : 1 }, () => randomValue(shape.item, roll, depth + 1));
    case 'map':
      return { 'k.1': randomValue(shape.value, roll, depth + 1), 'k 2&<é': randomValue(shape.value, roll, depth + 1) };
    case 'boolean':
      return roll(2) === 1;
    case 'number':
      return roll(1000);
    case 'timestamp':
      return new Date(1_700_000_000_000 + roll(100_000) * 1000);
    case 'blob':
      return new Uint8Array([1, 2, 250, roll(256)]);
    case 'document':
      return { a: [1, 'x', null], b: { c: true } };
    case 'string':
      return shape.traits.httpLabel ? `a/b c${roll(100)}` : (texts[roll(texts.length)] ?? '') + roll(10);
  }
}
const plain = (roll: (sides: number) => number): string => (plainTexts[roll(plainTexts.length)] ?? '') + roll(10);
const plainTexts = ['v', `<&>"'`, 'a=b&c+d%20 ', '#text'];
const texts = ['v', `<&>"'é `, 'a=b&c+d%20 ', 'two\r\nlines\t', '日本🚀', '  spaced ', '#text'];

function randomStructure(shape: Structure, roll: (sides: number) => number, depth: number): object {
  const members = shape.members.filter(({ required, shape: it }) => required || depth < deep || isScalar(it));
  return Object.fromEntries(
    members.filter(isFree).map((member) => [member.name, randomMember(member, roll, depth + 1)]),
  );
}

/** What S3's client computes by itself, from the body and from keys, cannot be any value. */
export const isFree = ({ shape: { traits } }: Member): boolean =>
  !/^(content-length|content-md5|expiresstring|x-amz-checksum-(?!algorithm|mode|type).*|x-amz-.*customer-key(-md5)?)$/i.test(
    traits.httpHeader ?? '',
  );

/** Clients refuse to send a bucket's name that can be none. */
const randomMember = ({ name, shape }: Member, roll: (sides: number) => number, depth: number): unknown =>
  name === 'Bucket' && shape.traits.httpLabel ? `bucket-${roll(100)}` : randomValue(shape, roll, depth);

const isScalar = ({ kind }: Shape) => kind !== 'structure' && kind !== 'list' && kind !== 'map';

/** A union has exactly one member; deep down, one that ends. */
function randomUnion({ members }: Structure, roll: (sides: number) => number, depth: number): object {
  const ends = members.filter(({ shape }) => isScalar(shape));
  const candidates = depth < deep || ends.length === 0 ? members : ends;
  const member = candidates[roll(candidates.length)];
  return member ? { [member.name]: randomValue(member.shape, roll, depth + 1) } : {};
}
