import { expect, test } from '@jest/globals';
import type { StaticStructureSchema, StaticUnionSchema } from '@smithy/types';
import { fromJson, parseJson, toJson } from '../../../src/sandbox/wire/json.js';
import { missingMembers } from '../../../src/sandbox/wire/missing-members.js';
import { shapeOf } from '../../../src/sdk-schema.js';
import { element, escape } from '../../../src/sandbox/wire/xml.js';

const leaf: StaticUnionSchema = [4, 'test', 'Leaf', 0, ['text', 'number'], [0, 1]];
const tree: StaticStructureSchema = [
  3,
  'test',
  'Tree',
  0,
  ['name', 'at', 'left', 'leaf', 'tags', 'flat', 'when', 'bytes'],
  [[0, { jsonName: 'Name', xmlName: 'nm' }], 4, () => tree, () => leaf, 128, [64, { xmlFlattened: 1 }], 5, 21],
  2,
];
const shape = shapeOf(() => tree);
const at = new Date('2026-01-02T03:04:05.678Z');
const value = {
  name: 'a',
  at,
  left: { name: 'b', at },
  leaf: { number: 1 },
  tags: { k: 'v' },
  flat: ['x', 'y'],
  when: at,
  bytes: new Uint8Array([1, 2]),
};

test("JSON and values are each other's inverse, times in the format their schema wants", () => {
  const json = {
    Name: 'a',
    at: 1767323045.678,
    left: { Name: 'b', at: 1767323045.678 },
    leaf: { number: 1 },
    tags: { k: 'v' },
    flat: ['x', 'y'],
    when: '2026-01-02T03:04:05.678Z',
    bytes: 'AQI=',
  };
  expect(JSON.parse(JSON.stringify(toJson(shape, value)))).toEqual(json);
  expect(fromJson(shape, json, '')).toEqual(value);
});

test('nulls count as absent, and members that nobody knows are ignored', () => {
  expect(fromJson(shape, { Name: null, other: 1, flat: ['x', null], tags: { a: null, b: 'c' } }, '')).toEqual({
    flat: ['x'],
    tags: { b: 'c' },
  });
  expect(toJson(shape, { name: undefined, secret: 1 })).toEqual({});
});

test.each([
  [{ Name: 5 }, 'Name: a string is wanted, got 5'],
  [{ left: [] }, 'left: an object is wanted, got []'],
  [{ left: { flat: {} } }, 'left.flat: a list is wanted, got {}'],
  [{ leaf: { text: 'a', number: 1 } }, 'leaf: exactly one member of Leaf may be set'],
  [{ leaf: { number: '1' } }, 'leaf.number: a number is wanted, got "1"'],
  [{ at: 'soon' }, "at: 'soon' is not a time"],
  [{ at: true }, 'at: a time is wanted, got true'],
  [{ bytes: 1 }, 'bytes: a text in base64 is wanted, got 1'],
  [[], 'an object is wanted, got []'],
])('%j is not a tree', (json, problem) => {
  expect(() => fromJson(shape, json, '')).toThrow(problem);
});

test('a member that objects inherit is not one that was sent', () => {
  const inherited: StaticStructureSchema = [3, 'test', 'Odd', 0, ['constructor'], [0]];
  expect(fromJson(shapeOf(inherited), {}, '')).toEqual({});
  expect(fromJson(shape, parseJson(Buffer.from('{"tags":{"__proto__":"x"}}')), '')).toEqual({
    tags: Object.fromEntries([['__proto__', 'x']]),
  });
});

test('required members are missed at any depth', () => {
  expect(missingMembers(shape, { name: 'a', left: { at, left: {} } })).toEqual([
    'at',
    'left.name',
    'left.left.name',
    'left.left.at',
  ]);
  expect(missingMembers(shape, value)).toEqual([]);
});

test('XML names elements as the schema says and leaves out what is absent', () => {
  expect(element('tree', shape, { ...value, left: undefined })).toBe(
    '<tree><nm>a</nm><at>2026-01-02T03:04:05.678Z</at><leaf><number>1</number></leaf>' +
      '<tags><entry><key>k</key><value>v</value></entry></tags><flat>x</flat><flat>y</flat>' +
      '<when>2026-01-02T03:04:05.678Z</when><bytes>AQI=</bytes></tree>',
  );
});

test('XML carries every character it can, and a stand-in for those it cannot', () => {
  expect(escape('<a href="x">&\'\r\n\t</a>')).toBe('&#60;a href=&#34;x&#34;&#62;&#38;&#39;&#13;\n\t&#60;/a&#62;');
  expect(escape('a\u0000b\u001fc\ud800d\uffffe🚀é')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde🚀é');
});

test('only schemas of data types that the sandbox reads are taken', () => {
  expect(() => shapeOf(17)).toThrow('no type that is read here: 17');
  expect(() => shapeOf(300)).toThrow("no type of the SDK's schemas: 300");
  expect(() => shapeOf([9, 'test', 'Op', 0, 'unit', 'unit'])).toThrow('Op is an operation where data was expected');
});
