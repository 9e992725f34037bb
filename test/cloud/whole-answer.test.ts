import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateVpcCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, expect, test } from '@jest/globals';
import { meaningOf } from '../../src/aws-errors.js';
import { realClock } from '../../src/clock.js';
import { openCloud } from '../../src/cloud/open.js';
import { Stopped } from '../../src/runner/run.js';

/** How an endpoint may be too slow for anybody. */
const answers: { readonly [how: string]: (response: ServerResponse, timers: Set<NodeJS.Timeout>) => void } = {
  'takes the request and says nothing': () => {},
  'sends a header and then nothing': (response) =>
    response.writeHead(200, { 'content-type': 'text/xml' }).flushHeaders(),
  'sends its body byte by byte': (response, timers) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    timers.add(setInterval(() => response.write(' '), 5));
  },
  'sends its headers byte by byte': ({ socket }, timers) => {
    socket?.write('HTTP/1.1 200 OK\r\nx: ');
    timers.add(setInterval(() => socket?.write('x'), 5));
  },
  'breaks off in the middle of its body': (response) => {
    response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '1000' });
    response.write('<DescribeVpcsResponse>');
    setImmediate(() => response.destroy());
  },
  'sends more than anybody has room for': (response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end('x'.repeat(20_000));
  },
};
let requests = 0;
const open: Server[] = [];
const timers = new Set<NodeJS.Timeout>();
afterEach(() => {
  timers.forEach(clearInterval);
  timers.clear();
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function cloudAt(how: string, limits: { wholeMs: number; afterStopMs: number }, signal?: AbortSignal) {
  requests = 0;
  const server = createServer((_, response) => {
    requests++;
    if (how in answers) answers[how]?.(response, timers);
    else response.end('<html>mine</html>');
  });
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const cloud = openCloud(
    {
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      clock: realClock,
      emit: () => {},
      concurrency: 4,
      limits: { ...limits, mostBytes: 10_000 },
      ...(signal && { signal }),
    },
    () => ({ account: '000000000000', partition: 'aws' }),
  );
  const send = (isQuestion: boolean) =>
    cloud
      .withCloud('vpc', { token: 't', tags: {} }, ({ ec2 }) =>
        isQuestion
          ? ec2.send(new DescribeVpcsCommand({}))
          : ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })),
      )
      .then(
        (answer) => ({ answer }),
        (error: unknown) => error,
      );
  return { send, cloud };
}

test.each(Object.keys(answers))('an endpoint that %s is not waited for longer than a request may take', async (how) => {
  const { send } = await cloudAt(how, { wholeMs: 100, afterStopMs: 60_000 });
  const error = await send(false);
  expect(error).toMatchObject({ name: 'TimeoutError' });
  expect(meaningOf(error, 'create')).toBe('unclear');
  // Sent once; on a busy machine the time may be over before it has arrived.
  expect(requests).toBeLessThan(2);
});

test.each(Object.keys(answers).slice(0, 4))(
  'a run that is stopped while an endpoint %s waits a moment for what has left, and sends nothing more',
  async (how) => {
    for (const isQuestion of [false, true]) {
      const stop = new AbortController();
      const { send } = await cloudAt(how, { wholeMs: 60_000, afterStopMs: 50 }, stop.signal);
      const sent = send(isQuestion);
      await new Promise<void>((arrived) => {
        const look = () => (requests > 0 ? arrived() : setImmediate(look));
        look();
      });
      stop.abort(new Stopped('interrupted'));
      const error = await sent;
      // A create whose answer is not there is looked for by the next run; what may be repeated is not, any more.
      if (isQuestion) expect(error).toBeInstanceOf(Stopped);
      else expect(meaningOf(error, 'create')).toBe('unclear');
      expect(requests).toBe(1);
      expect(await send(isQuestion)).toBeInstanceOf(Stopped);
      expect(requests).toBe(1);
    }
  },
);

test('an object of S3 is handed on as a stream, as its client expects', async () => {
  const { cloud } = await cloudAt('answers an object', { wholeMs: 60_000, afterStopMs: 50 });
  const { Body } = await cloud.clients.s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  expect(await Body?.transformToString()).toBe('<html>mine</html>');
});
