import { connect, createServer } from 'node:net';

/** ms for which a connection stays open where somebody listens. An engine's proxy takes it in any case, and ends it. */
const staysOpenMs = 60;

/** Whether somebody listens at a port of loopback. */
export function listensAt(port: number): Promise<boolean> {
  return new Promise((found) => {
    const end = (listens: boolean): void => {
      clearTimeout(open);
      socket.destroy();
      found(listens);
    };
    let open: NodeJS.Timeout | undefined;
    const socket = connect({ host: '127.0.0.1', port }, () => (open = setTimeout(end, staysOpenMs, true)));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    // What speaks first is there.
    socket.once('data', () => end(true));
  });
}

/** @returns a port of loopback that nobody listens at for now */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
