import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { s3 } from '../../../../src/sandbox/services/s3/index.js';
import { testContext } from '../../context.js';

const Bucket = 'states';
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

function bucket(Status?: 'Enabled') {
  const context = testContext();
  const { call, refusal } = context;
  call(s3, CreateBucketCommand, { Bucket });
  if (Status) call(s3, PutBucketVersioningCommand, { Bucket, VersioningConfiguration: { Status } });
  return {
    ...context,
    put: (Key: string, text: string, more = {}) =>
      call(s3, PutObjectCommand, { Bucket, Key, Body: bytes(text), ...more }),
    refusedPut: (Key: string, more: object) =>
      refusal(s3, PutObjectCommand, { Bucket, Key, Body: bytes('x'), ...more }),
    text: (Key: string, VersionId?: string) =>
      Buffer.from(
        call(s3, GetObjectCommand, { Bucket, Key, ...(VersionId && { VersionId }) }).Body as unknown as Uint8Array,
      ).toString(),
    remove: (Key: string, more = {}) => call(s3, DeleteObjectCommand, { Bucket, Key, ...more }),
    unread: (Key: string, more = {}) => refusal(s3, GetObjectCommand, { Bucket, Key, ...more }),
  };
}

test('the ETag is the MD5 of the body, in quotes', () => {
  const { put } = bucket();
  expect(put('a', 'hello\n')).toMatchObject({ ETag: '"b1946ac92492d2347c6235b4d2611184"', ChecksumCRC32: 'NjowIA==' });
});

test('If-None-Match writes only where there is nothing', () => {
  const { put, refusedPut, remove, text } = bucket('Enabled');
  put('a', 'one', { IfNoneMatch: '*' });
  expect(refusedPut('a', { IfNoneMatch: '*' })).toMatchObject({ code: 'PreconditionFailed', status: 412 });
  expect(text('a')).toBe('one');
  remove('a');
  put('a', 'two', { IfNoneMatch: '*' });
  expect(text('a')).toBe('two');
  expect(refusedPut('a', { IfNoneMatch: '"etag"' })).toMatchObject({ code: 'NotImplemented', status: 501 });
});

test('If-Match writes only over what it names, and not where there is nothing any more', () => {
  const { put, refusedPut, remove, text } = bucket('Enabled');
  const { ETag = '' } = put('a', 'one');
  expect(refusedPut('a', { IfMatch: '"0"' })).toMatchObject({ code: 'PreconditionFailed', status: 412 });
  put('a', 'two', { IfMatch: ETag });
  expect(refusedPut('a', { IfMatch: ETag }).code).toBe('PreconditionFailed');
  expect(text('a')).toBe('two');
  remove('a');
  expect(refusedPut('a', { IfMatch: ETag })).toMatchObject({ code: 'NoSuchKey', status: 404 });
  expect(refusedPut('b', { IfMatch: ETag })).toMatchObject({ code: 'NoSuchKey', status: 404 });
});

test('a versioned bucket keeps what was there, and a deletion is a marker', () => {
  const { put, remove, text, unread, call } = bucket('Enabled');
  const first = put('a', 'one').VersionId ?? '';
  const second = put('a', 'two').VersionId ?? '';
  const { VersionId: marker = '', DeleteMarker } = remove('a');
  expect(DeleteMarker).toBe(true);
  expect(unread('a')).toMatchObject({ code: 'NoSuchKey', status: 404 });
  expect(unread('a', { VersionId: marker })).toMatchObject({ code: 'MethodNotAllowed', status: 405 });
  expect([text('a', first), text('a', second)]).toEqual(['one', 'two']);
  const listed = call(s3, ListObjectVersionsCommand, { Bucket });
  expect(listed.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
    [second, false],
    [first, false],
  ]);
  expect(listed.DeleteMarkers).toMatchObject([{ VersionId: marker, IsLatest: true }]);
  remove('a', { VersionId: marker });
  expect(text('a')).toBe('two');
  remove('a', { VersionId: second });
  expect(text('a')).toBe('one');
  expect(unread('a', { VersionId: second })).toMatchObject({ code: 'NoSuchVersion', status: 404 });
});

test('without versions there is the last one only', () => {
  const { put, remove, text, unread, call } = bucket();
  expect(put('a', 'one').VersionId).toBeUndefined();
  put('a', 'two');
  expect(text('a')).toBe('two');
  expect(call(s3, ListObjectVersionsCommand, { Bucket }).Versions).toMatchObject([{ VersionId: 'null' }]);
  expect(remove('a')).toEqual({});
  expect(unread('a').code).toBe('NoSuchKey');
});

test('a deletion may be conditional', () => {
  const { put, remove, refusal } = bucket('Enabled');
  const { ETag = '' } = put('a', 'one');
  expect(refusal(s3, DeleteObjectCommand, { Bucket, Key: 'a', IfMatch: '"0"' }).code).toBe('PreconditionFailed');
  expect(refusal(s3, DeleteObjectCommand, { Bucket, Key: 'b', IfMatch: ETag }).code).toBe('NoSuchKey');
  expect(remove('a', { IfMatch: ETag }).DeleteMarker).toBe(true);
});

test('HeadObject shows what was put with it, and a read may be conditional', () => {
  const { put, call, refusal } = bucket();
  const { ETag = '' } = put('a', 'one', { Metadata: { by: 'me' }, ContentType: 'application/json' });
  expect(call(s3, HeadObjectCommand, { Bucket, Key: 'a' })).toMatchObject({
    ContentLength: 3,
    ContentType: 'application/json',
    Metadata: { by: 'me' },
    ServerSideEncryption: 'AES256',
  });
  const read = (more: object) => refusal(s3, GetObjectCommand, { Bucket, Key: 'a', ...more });
  expect(read({ IfNoneMatch: ETag })).toMatchObject({ code: 'NotModified', status: 304 });
  expect(read({ IfMatch: '"0"' })).toMatchObject({ code: 'PreconditionFailed', status: 412 });
  expect(read({ Range: 'bytes=0-1' })).toMatchObject({ code: 'NotImplemented', status: 501 });
});

test('limits of keys and metadata are those of AWS', () => {
  const { refusedPut } = bucket();
  expect(refusedPut('k'.repeat(1025), {}).code).toBe('KeyTooLongError');
  expect(refusedPut('a', { Metadata: { a: 'x'.repeat(2048) } }).code).toBe('MetadataTooLarge');
});

test('keys are listed in pages, by prefix, and gathered by a delimiter', () => {
  const { put, remove, call } = bucket('Enabled');
  for (const key of ['b', 'a/2', 'a/1', 'a/x/1', 'c']) put(key, key);
  remove('c');
  const list = (more: object) => call(s3, ListObjectsV2Command, { Bucket, ...more });
  const keys = (more: object) => list(more).Contents?.map(({ Key }) => Key);
  expect(keys({})).toEqual(['a/1', 'a/2', 'a/x/1', 'b']);
  expect(keys({ Prefix: 'a/' })).toEqual(['a/1', 'a/2', 'a/x/1']);
  expect(list({ Delimiter: '/' })).toMatchObject({ Contents: [{ Key: 'b' }], CommonPrefixes: [{ Prefix: 'a/' }] });
  const first = list({ MaxKeys: 3 });
  expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3 });
  expect(keys({ ContinuationToken: first.NextContinuationToken })).toEqual(['b']);
  expect(keys({ StartAfter: 'a/2' })).toEqual(['a/x/1', 'b']);
});

test('versions are listed in pages, from one key to the next', () => {
  const { put, call } = bucket('Enabled');
  const ids = ['a', 'a', 'b'].map((key, at) => put(key, String(at)).VersionId);
  const first = call(s3, ListObjectVersionsCommand, { Bucket, MaxKeys: 1 });
  expect(first).toMatchObject({ IsTruncated: true, Versions: [{ VersionId: ids[1] }], NextKeyMarker: 'a' });
  const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first;
  const rest = call(s3, ListObjectVersionsCommand, { Bucket, KeyMarker, VersionIdMarker });
  expect(rest.Versions?.map(({ VersionId }) => VersionId)).toEqual([ids[0], ids[2]]);
});
