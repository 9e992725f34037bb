import { TagResourceCommand, ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { expect, jest, test } from '@jest/globals';
import { InProcessHandler } from '../../src/sandbox/in-process.js';
import { anyone, toyEndpoint } from './toy-cloud.js';

test('a client in the same process works without a socket and without warnings', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  const requestHandler = new InProcessHandler(toyEndpoint());
  const clusters = await new ECSClient({ ...anyone, requestHandler }).send(
    new DescribeClustersCommand({ clusters: ['a'] }),
  );
  expect(clusters).toMatchObject({ clusters: [{ clusterArn: 'arn:aws:ecs:eu-west-1:000000000000:cluster/default' }] });
  const tagged = await new ApiGatewayV2Client({ ...anyone, requestHandler }).send(
    new TagResourceCommand({ ResourceArn: 'arn:aws:apigateway:eu-west-1::/apis/x', Tags: { a: 'b' } }),
  );
  expect(tagged.$metadata.httpStatusCode).toBe(201);
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test('an aborted request ends at once', async () => {
  const endpoint = toyEndpoint({ sleep: () => new Promise(() => {}) });
  endpoint.faults.add([{ operation: 'DescribeVpcs', delayMs: 1 }]);
  const ec2 = new EC2Client({ ...anyone, requestHandler: new InProcessHandler(endpoint) });
  const abort = new AbortController();
  const sent = ec2.send(new DescribeVpcsCommand({}), { abortSignal: abort.signal });
  abort.abort();
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  await expect(ec2.send(new DescribeVpcsCommand({}), { abortSignal: abort.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(endpoint.calls.all()).toEqual([]);
});

test('a stream for a body is refused rather than taken for nothing', async () => {
  const request = {
    method: 'POST',
    protocol: 'https:',
    hostname: 'x',
    path: '/',
    headers: {},
    body: new ReadableStream(),
  };
  await expect(new InProcessHandler(toyEndpoint()).handle(request)).rejects.toThrow('the sandbox takes no streams');
});
