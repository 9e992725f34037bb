import { createServer } from 'node:http';
import { hostname } from 'node:os';

/** Found by the DNS of the VPC's private namespace. The port must be said: there is no load balancer in between. */
const quotes = process.env.QUOTE_URL ?? 'http://random-quote.local:8080/';

const server = createServer(async ({ url = '/' }, response) => {
  const answer = (status, text) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${text}\n`);
  };
  const [path] = url.split('?');
  if (path === '/health') return answer(200, 'healthy');
  if (/^\/random-quote\/?$/.test(path)) {
    try {
      const quote = await fetch(quotes, { signal: AbortSignal.timeout(3000) });
      return answer(quote.ok ? 200 : 502, (await quote.text()).trim());
    } catch (error) {
      return answer(502, `${quotes} does not answer: ${error.cause?.code ?? error.message}`);
    }
  }
  return answer(200, hostname());
});

server.listen(Number(process.env.PORT ?? 8080), process.env.HOST, () =>
  console.log(`listening on ${server.address().port}`),
);

// The first process of a container gets no default for signals: without this, ECS waits 30 seconds and kills it.
process.on('SIGTERM', () => server.close(() => process.exit(0)));
