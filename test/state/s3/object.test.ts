import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBucket } from './bed.js';

let bucket: Awaited<ReturnType<typeof openBucket>>;
beforeAll(async () => void (bucket = await openBucket()));
afterAll(() => bucket.close());

const etagOf = async (written: Promise<{ is: string; etag?: string }>) => (await written).etag;

test('the first write succeeds only where there is nothing, and each other one only over what it expects', async () => {
  const object = bucket.object('a');
  const first = await etagOf(object.write('1', undefined));
  expect(await object.write('1b', undefined)).toMatchObject({ is: 'lost', there: { text: '1' } });
  const second = await etagOf(object.write('2', first));
  expect(await object.write('2b', first)).toMatchObject({ is: 'lost', there: { text: '2', etag: second } });
  expect(await object.remove(first ?? '')).toBe(false);
  expect(await object.remove(second ?? '')).toBe(true);
  expect(await object.write('3', second)).toEqual({ is: 'lost' });
  expect(await object.write('3', undefined)).toMatchObject({ is: 'written' });
});

test('a write whose answer was lost is found to be done', async () => {
  const object = bucket.object('b');
  bucket.faults({ operation: 'PutObject', after: true });
  const first = await etagOf(object.write('1', undefined));
  bucket.faults({ operation: 'PutObject', after: true, error: 'InternalError', status: 500 });
  expect(await object.write('2', first)).toMatchObject({ is: 'written' });
  expect((await object.read())?.text).toBe('2');
});

test('a write that was not done is repeated, also where the bucket is busy', async () => {
  const object = bucket.object('c');
  bucket.faults(
    { operation: 'PutObject', error: 'InternalError', status: 500 },
    { operation: 'PutObject', error: 'SlowDown', status: 503 },
    { operation: 'PutObject', error: 'ConditionalRequestConflict', status: 409 },
    { operation: 'GetObject', error: 'InternalError', status: 500, times: 2 },
  );
  expect(await object.write('1', undefined)).toMatchObject({ is: 'written' });
  expect(bucket.endpoint.faults.pending()).toEqual([]);
});

test('a write or a deletion that came from a machine with a wrong clock is repeated with the right time', async () => {
  const object = bucket.object('clock');
  bucket.endpoint.setClock(3600);
  const etag = (await etagOf(object.write('1', undefined))) ?? '';
  bucket.endpoint.setClock(-3600);
  expect(await object.remove(etag)).toBe(true);
  bucket.endpoint.setClock(0);
  expect(await bucket.object('clock').read()).toBeUndefined();
});

test('where an answer was lost and somebody else has written since, theirs stands', async () => {
  const [mine, theirs] = [bucket.object('d'), bucket.object('d')];
  const first = await etagOf(mine.write('1', undefined));
  bucket.faults({ operation: 'PutObject', error: 'InternalError', status: 500, delayMs: 20 });
  const writing = mine.write('mine', first);
  await theirs.write('theirs', first);
  expect(await writing).toMatchObject({ is: 'lost', there: { text: 'theirs' } });
});

test('what is refused is thrown at once', async () => {
  bucket.faults({ operation: 'PutObject', error: 'AccessDenied', status: 403 });
  await expect(bucket.object('e').write('1', undefined)).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(await bucket.object('e').read()).toBeUndefined();
});

test('a deletion whose answer was lost is done', async () => {
  const object = bucket.object('f');
  const etag = (await etagOf(object.write('1', undefined))) ?? '';
  bucket.faults({ operation: 'DeleteObject', after: true });
  expect(await object.remove(etag)).toBe(true);
  expect(await object.read()).toBeUndefined();
});
