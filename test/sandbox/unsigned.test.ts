import { expect, test } from '@jest/globals';
import type { HttpRequest } from '@smithy/types';
import { InProcessHandler } from '../../src/sandbox/in-process.js';
import { Unsigned } from '../../src/sandbox/unsigned.js';
import { signingScope } from '../../src/sandbox/wire/credential-scope.js';
import { shapeOf } from '../../src/sdk-schema.js';
import { anyone, toyEndpoint } from './toy-cloud.js';
import { sdks } from './wire/clients.js';
import { dice, randomValue } from './wire/random-value.js';

test.each(sdks)(
  '$id: a request without a signature says who asks, when and for what as a signed one does',
  async (it) => {
    const [operation] = it.operations.filter((schema) => shapeOf(schema[4]).kind === 'structure');
    if (!operation) throw new Error('no operation');
    const input = randomValue(shapeOf(operation[4]), dice(5)) as object;
    const sent = async (settings: object) => {
      const handler = new InProcessHandler(toyEndpoint());
      const requests: HttpRequest[] = [];
      handler.handle = (request) => {
        requests.push(request);
        return Promise.reject(new Error('sent'));
      };
      const client = it.client({ ...anyone, ...settings, requestHandler: handler });
      await expect(client.send(it.command(operation[2], input))).rejects.toThrow('sent');
      const [request] = requests;
      if (!request) throw new Error('nothing was sent');
      const { headers, method, path } = request;
      const scope = signingScope({ headers, method, path, query: new URLSearchParams(), body: Buffer.alloc(0) });
      return { scope, stamp: headers['x-amz-date'], isSigned: headers['authorization']?.includes('Signature=') };
    };
    const [signed, unsigned] = [await sent({}), await sent({ signerConstructor: Unsigned })];
    expect(signed.isSigned).toBe(true);
    expect(unsigned).toEqual({ scope: signed.scope, stamp: expect.stringMatching(/^\d{8}T\d{6}Z$/), isSigned: false });
    expect(signed.scope).toMatchObject({ accessKeyId: 'A', region: expect.stringMatching(/./) });
  },
);
