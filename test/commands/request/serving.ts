import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';

const open: Server[] = [];
afterEach(async () => {
  for (const it of open.splice(0)) await new Promise((done) => it.close(done));
});

/** Answers each request with this until the test ends. @returns the port of 127.0.0.1 */
export async function serving(
  status: number,
  body: string,
  onRequest: (request: IncomingMessage) => void = () => {},
): Promise<number> {
  const server = createServer((request, response) => {
    onRequest(request);
    response.writeHead(status, { connection: 'close' }).end(body);
  });
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}
