import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, jest, test } from '@jest/globals';
import type { HttpRequest } from '@smithy/types';
import { clientsFor } from '../../src/cloud/clients.js';
import { InProcessHandler } from '../../src/sandbox/in-process.js';
import { anyone, toyEndpoint } from '../sandbox/toy-cloud.js';

/** The headers of an object that is put, and what the SDK has warned of meanwhile. */
async function put(isBare: boolean) {
  const requestHandler = new InProcessHandler(toyEndpoint());
  const sent: HttpRequest[] = [];
  requestHandler.handle = (request) => {
    sent.push(request);
    return Promise.reject(new Error('sent'));
  };
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  try {
    const { s3 } = clientsFor({ ...anyone, requestHandler, forcePathStyle: true, isBare }, () => {}, { ms: 0 });
    const command = new PutObjectCommand({ Bucket: 'states', Key: 'a.json', Body: '{}' });
    await expect(s3.send(command)).rejects.toThrow('sent');
    return { headers: Object.keys(sent[0]?.headers ?? {}), warnings: warn.mock.calls };
  } finally {
    warn.mockRestore();
  }
}

test('a bare client leaves out who asks, and warns of nothing', async () => {
  const [usual, bare] = [await put(false), await put(true)];
  expect(usual.headers).toEqual(expect.arrayContaining(['user-agent', 'x-amz-user-agent', 'host']));
  expect(bare.headers).not.toEqual(expect.arrayContaining(['user-agent']));
  expect(bare.headers).not.toEqual(expect.arrayContaining(['x-amz-user-agent']));
  expect(bare.headers).toEqual(expect.arrayContaining(['authorization', 'content-length']));
  expect([usual.warnings, bare.warnings]).toEqual([[], []]);
});
