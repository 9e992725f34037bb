import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Endpoint } from '../../../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../../../src/sandbox/in-process.js';
import { serve, type Served } from '../../../../src/sandbox/server.js';
import { s3 } from '../../../../src/sandbox/services/s3/index.js';
import { World } from '../../../../src/sandbox/world.js';
import { requestTo } from '../../toy-cloud.js';

/** The SDK's own client in front of the sandbox, over HTTP. */
const Bucket = 'states';
const settings = { credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 };
const endpoint = new Endpoint({ services: [s3], world: new World(0, 's3'), realTime: () => 0, save: async () => {} });
let served: Served;
let client: S3Client;
beforeAll(async () => {
  served = await serve(endpoint, 0);
  client = new S3Client({ ...settings, region: 'us-east-1', endpoint: served.url });
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  client.destroy();
  await served.close();
});

const textOf = async (Key: string) =>
  (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

test('a key may have slashes, blanks and whatever else a URL escapes', async () => {
  for (const Key of ['a/b c+d%20&=?#.json', 'ünïcode/日本', 'folder/']) {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    expect(await textOf(Key)).toBe(Key);
  }
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents.map(({ Key }) => Key)).toEqual(['a/b c+d%20&=?#.json', 'folder/', 'ünïcode/日本']);
});

test('a stream comes in chunks with its checksum behind them', async () => {
  const Body = Readable.from([Buffer.from('one '), Buffer.from('two')]);
  await client.send(new PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: 7 }));
  expect(await textOf('stream')).toBe('one two');
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'stream' }));
});

test('errors arrive as their classes, and those of HEAD by their status alone', async () => {
  const failing = (sent: Promise<unknown>) => sent.catch((error: unknown) => error);
  expect(await failing(client.send(new GetObjectCommand({ Bucket, Key: 'no' })))).toBeInstanceOf(NoSuchKey);
  expect(await failing(client.send(new HeadObjectCommand({ Bucket, Key: 'no' })))).toBeInstanceOf(NotFound);
  const lost = new PutObjectCommand({ Bucket, Key: 'folder/', Body: 'x', IfNoneMatch: '*' });
  expect(await failing(client.send(lost))).toMatchObject({
    name: 'PreconditionFailed',
    $metadata: { httpStatusCode: 412 },
  });
});

test('another region is told where the bucket is, in a header that HEAD has, too', async () => {
  const other = new S3Client({ ...settings, region: 'eu-west-1', endpoint: served.url });
  const error = (await other.send(new HeadBucketCommand({ Bucket })).catch((it: unknown) => it)) as {
    $response?: { statusCode: number; headers: { [name: string]: string } };
  };
  other.destroy();
  expect(error.$response?.statusCode).toBe(301);
  expect(error.$response?.headers['x-amz-bucket-region']).toBe('us-east-1');
});

test('what the sandbox lacks is not taken for what it has', async () => {
  const { message } = (await client.send(new GetBucketTaggingCommand({ Bucket })).catch((it: unknown) => it)) as Error;
  expect(message).toMatch(/the sandbox does not have s3:GET \/states\S* yet; nothing was changed/);
  const copy = requestTo('s3', { method: 'PUT', path: '/states/x', headers: { 'x-amz-copy-source': 'states/y' } });
  expect(await endpoint.handle(copy)).toMatchObject({ status: 501 });
  const policy = requestTo('s3', { method: 'PUT', path: '/other', query: new URLSearchParams({ acl: '' }) });
  expect(await endpoint.handle(policy)).toMatchObject({ status: 501 });
});

const put = (headers: { [name: string]: string }, body: string) =>
  endpoint.handle(requestTo('s3', { method: 'PUT', path: '/states/raw', headers, body: Buffer.from(body) }));

test.each([
  ['a wrong MD5', { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'one', 400, 'BadDigest'],
  ['a wrong CRC', { 'x-amz-checksum-crc32': 'AAAAAA==' }, 'one', 400, 'BadDigest'],
  [
    'a wrong SHA-256 of the payload',
    { 'x-amz-content-sha256': '0'.repeat(64) },
    'one',
    400,
    'XAmzContentSHA256Mismatch',
  ],
  ['an algorithm that is not there', { 'x-amz-checksum-crc64nvme': 'AAAAAA==' }, 'one', 501, 'NotImplemented'],
  ['chunks that break off', { 'content-encoding': 'aws-chunked' }, '5\r\none', 400, 'IncompleteBody'],
  [
    'a wrong checksum behind chunks',
    { 'content-encoding': 'aws-chunked' },
    '3\r\none\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
    400,
    'BadDigest',
  ],
  [
    'chunks of another length than was said',
    { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': '4' },
    '3\r\none\r\n0\r\n\r\n',
    400,
    'IncompleteBody',
  ],
])('%s is refused, and nothing is written', async (_what, headers, body, status, code) => {
  const answer = await put(headers, body);
  expect(answer).toMatchObject({ status, body: expect.stringContaining(`<Code>${code}</Code>`) });
  await expect(textOf('raw')).rejects.toThrow(NoSuchKey);
});

test.each(['<a', '<a></b>', '<a/><b/>', 'text', '<!DOCTYPE a []><a/>', '<a>&unknown;</a>', '<a>x<</a>'])(
  '%s is no XML that says anything',
  async (body) => {
    const answer = await endpoint.handle(
      requestTo('s3', {
        method: 'PUT',
        path: '/states',
        query: new URLSearchParams({ versioning: '' }),
        body: Buffer.from(body),
      }),
    );
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('<Code>MalformedXML</Code>') });
  },
);

test('in process, an object is read as over HTTP', async () => {
  const inside = new S3Client({
    ...settings,
    region: 'us-east-1',
    requestHandler: new InProcessHandler(endpoint),
    endpoint: 'http://127.0.0.1',
  });
  await inside.send(new PutObjectCommand({ Bucket, Key: 'inside', Body: 'one' }));
  const { Body } = await inside.send(new GetObjectCommand({ Bucket, Key: 'inside' }));
  expect(await Body?.transformToString()).toBe('one');
});

test.each(['\0', '\r\nset-cookie: a=b', '日本', '\x7f'])(
  'an answer to a version %j has headers that can be sent',
  async (version) => {
    const request = new DeleteObjectCommand({ Bucket, Key: 'none', VersionId: version });
    expect((await client.send(request)).VersionId).toMatch(/^[\x20-\x7e]+$/);
  },
);
