import * as pricing from '@aws-sdk/client-pricing';
import * as sns from '@aws-sdk/client-sns';
import { cbor } from '@smithy/core/cbor';
import { expect, test } from '@jest/globals';
import { InProcessHandler } from '../../../src/sandbox/in-process.js';
import { shapeOf } from '../../../src/sdk-schema.js';
import type { WireRequest } from '../../../src/sandbox/wire/message.js';
import { anyone, form, requestTo, toyEndpoint, toyServices } from '../toy-cloud.js';
import { sdk, sdks } from './clients.js';
import { dice, randomValue } from './random-value.js';

/** A service that the sandbox does not have is told so in its own protocol, so that its client says why. */

const strangers = [sdk('sns', sns.SNSClient, sns), sdk('pricing', pricing.PricingClient, pricing)];

test.each([...sdks, ...strangers])('$id: a sandbox without it answers 501 in a form its client reads', async (it) => {
  const endpoint = toyEndpoint({ services: toyServices.filter(({ id }) => id === 'sts' && it.id !== 'sts') });
  const client = it.client({ ...anyone, maxAttempts: 3, requestHandler: new InProcessHandler(endpoint) });
  const [operation] = it.operations.filter((schema) => shapeOf(schema[4]).kind === 'structure');
  if (!operation) throw new Error('no operation');
  const input = randomValue(shapeOf(operation[4]), dice(5)) as object;
  const thrown = await client.send(it.command(operation[2], input)).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  const { message } = thrown as Error;
  expect(message).toContain(`the sandbox does not have ${it.wire.signingName}:`);
  expect(message).toContain('nothing was changed');
  if (it.id !== 'sts') expect(message).toMatch(/; it has sts$/);
  // Once: a 501 is not repeated.
  expect(endpoint.calls.all()).toMatchObject([{ service: it.wire.signingName, status: 501, error: 'NotImplemented' }]);
});

const answered = async (request: WireRequest) => {
  const response = await toyEndpoint().handle(request);
  const body = String(response?.body);
  return { ...response, body, type: response?.headers['content-type'] };
};

test('a target of an unknown service is answered in the version of JSON that it was asked in', async () => {
  const asked = (version: string) =>
    requestTo('dynamodb', {
      headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': `application/x-amz-json-${version}` },
    });
  for (const version of ['1.0', '1.1']) {
    const { status, type, body } = await answered(asked(version));
    expect([status, type]).toEqual([501, `application/x-amz-json-${version}`]);
    expect(JSON.parse(body)).toMatchObject({
      __type: 'NotImplemented',
      message: expect.stringContaining('dynamodb:ListTables (X-Amz-Target DynamoDB_20120810.ListTables)'),
    });
  }
});

test('a target without a signature is answered all the same, and so is a form', async () => {
  const target = requestTo('x', { headers: { 'x-amz-target': 'AmazonSSM.GetParameter' } });
  expect(await answered({ ...target, headers: { 'x-amz-target': 'AmazonSSM.GetParameter' } })).toMatchObject({
    status: 501,
    body: expect.stringContaining('unknown:GetParameter'),
  });
  const asked = requestTo('x', form({ Action: 'ListTopics', Version: '2010-03-31' }));
  const { 'content-type': type = '' } = asked.headers;
  expect(await answered({ ...asked, headers: { 'content-type': type } })).toMatchObject({
    status: 501,
    body: expect.stringContaining('unknown:ListTopics'),
  });
});

test('an older version of an API that the sandbox has is another service', async () => {
  const classic = requestTo('elasticloadbalancing', form({ Action: 'DescribeLoadBalancers', Version: '2012-06-01' }));
  const { status, body } = await answered(classic);
  expect(status).toBe(501);
  expect(body).toMatch(/<ErrorResponse xmlns="[^"]+"><Error><Type>Receiver<\/Type><Code>NotImplemented<\/Code>/);
  expect(body).toContain('(form parameters Version 2012-06-01, Action DescribeLoadBalancers)');
});

test('S3 is answered in XML without an element around the error, Route 53 with one, whatever was sent', async () => {
  const bucket = await answered(requestTo('s3', { method: 'GET', path: '/bucket' }));
  expect(bucket).toMatchObject({ status: 501, type: 'text/xml;charset=UTF-8' });
  expect(bucket.body).toMatch(/^<\?xml [^>]*>\n<Error><Code>NotImplemented<\/Code><Message>.* s3:GET \/bucket /);
  const zone = await answered(requestTo('route53', { method: 'GET', path: '/2013-04-01/hostedzone' }));
  expect(zone.body).toMatch(/\n<ErrorResponse><Error><Type>Receiver<\/Type><Code>NotImplemented<\/Code>/);
  const other = requestTo('any', { path: '/x', headers: { 'content-type': 'application/xml' } });
  expect((await answered(other)).type).toBe('text/xml;charset=UTF-8');
});

test('RPC with CBOR is answered in CBOR', async () => {
  const request = requestTo('monitoring', {
    path: '/service/GraniteServiceVersion20100801/operation/ListMetrics',
    headers: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
  });
  const response = await toyEndpoint().handle(request);
  expect(response).toMatchObject({ status: 501, headers: { 'smithy-protocol': 'rpc-v2-cbor' } });
  expect(cbor.deserialize(response?.body as Uint8Array)).toEqual({
    __type: 'NotImplemented',
    message: expect.stringContaining('monitoring:ListMetrics'),
  });
});
