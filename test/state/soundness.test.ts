import { expect, test } from '@jest/globals';
import { FailureError } from '../../src/failure.js';
import { parseState } from '../../state/text.js';

const record = { type: 'vpc', at: 'ready', token: 't', needs: [], want: {}, tags: {}, id: 'vpc-1', out: null };
const state = (records: object, more: object = {}) => ({
  version: 2,
  ...{ stack: 'api', account: '000000000000', region: 'us-east-1', partition: 'aws', endpoint: 'aws' },
  ...{ since: '2026-01-01T00:00:00.000Z', outputs: {}, records, ...more },
});
const needing = (...needs: string[]) => ({ ...record, needs });
/** As text: JavaScript itself would not take some of it. */
const text = (records: object, from = '', to = '') => JSON.stringify(state(records)).replace(from, to);
const paused = (gone: object) => JSON.stringify(state({}, { paused: { since: '2026-01-01T00:00:00.000Z', gone } }));
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const ring = (length: number) =>
  Object.fromEntries(Array.from({ length }, (_, i) => [`s${i}`, needing(`s${(i + 1) % length}`)]));

const broken: { readonly [what: string]: readonly [text: string, why: RegExp] } = {
  'a step that needs itself': [text({ a: needing('a') }), /a needs a: this has no end/],
  'two steps that need each other': [text({ a: needing('b'), b: needing('a') }), /a needs b needs a/],
  'a ring behind a step': [text({ z: needing('a'), a: needing('b'), b: needing('a') }), /a needs b needs a/],
  'a ring of 20,000': [text(ring(20_000)), /this has no end/],
  'a want of 100,000 levels': [text({ a: record }, '"want":{}', `"want":${nested(100_000)}`), /levels deep/],
  'a want of 65 levels': [text({ a: record }, '"want":{}', `"want":${nested(65)}`), /levels deep/],
  'a record called __proto__': [text({ a: record }, '"a":', '"__proto__":'), /records\.__proto__: a member cannot/],
  'a tag called __proto__': [text({ a: record }, '"tags":{}', '"tags":{"__proto__":"x"}'), /tags\.__proto__/],
  'a member of a want called __proto__': [
    text({ a: record }, '"want":{}', '"want":{"x":[{"__proto__":{}}]}'),
    /__proto__/,
  ],
  'a record with an escape in its name': [text({ '\u001b[2Ja': record }), /is no name of a step/],
  'an id with an escape': [text({ a: { ...record, id: 'vpc-\u001b[2J' } }), /records\.a\.id/],
  'an id with a C1 control': [text({ a: { ...record, id: { arn: 'x\u009b2J' } } }), /records\.a\.id/],
  'an id that turns the line around': [text({ a: { ...record, id: 'vpc-\u202e1' } }), /records\.a\.id/],
  'an empty id': [text({ a: { ...record, id: '' } }), /records\.a\.id/],
  'an id of a replaced one with a line break': [
    text({ a: { ...record, retired: [{ type: 'vpc', id: 'a\nb', want: {} }] } }),
    /records\.a\.id/,
  ],
  'two steps of a paused stack that need each other': [
    paused({ a: needing('b'), b: needing('a') }),
    /paused\.gone: a needs b needs a/,
  ],
  'an id with an escape, of what a pause took away': [
    paused({ a: { ...record, id: 'vpc-\u001b[2J' } }),
    /paused\.gone\.a\.id/,
  ],
  'what a pause took away, and has no id': [paused({ a: { ...record, id: null } }), /paused\.gone\.a\.id/],
};

test.each(Object.keys(broken))('%s is refused, and said', (what) => {
  const [content = '', why = /./] = broken[what] ?? [];
  let failure: unknown;
  try {
    parseState(content, 'api.json');
  } catch (error) {
    failure = error instanceof FailureError ? error.failure : error;
  }
  expect(failure).toMatchObject({ code: 'state-unreadable', path: 'api.json', why: expect.stringMatching(why) });
  expect(Object.prototype).not.toHaveProperty('type');
});

test('what a program has written is read: names with dots and slashes, texts with line breaks, a record less', () => {
  const records = {
    'web-route-get-a.b': { ...needing('gone', 'vpc'), want: { UserData: '#!/bin/sh\n\techo', constructor: 'x' } },
    vpc: record,
    constructor: record,
  };
  expect(Object.keys(parseState(text(records), 'api.json').records)).toEqual(Object.keys(records));
});
