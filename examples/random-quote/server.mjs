import { createServer } from 'node:http';

const quotes = [
  'A cache is a promise that nobody wrote down.',
  'It worked twice, so it was idempotent.',
  'The shortest timeout in the chain decides.',
  'Every retry is a question asked louder.',
  'Names are hard because they outlive what they named.',
];

const server = createServer(({ url = '/' }, response) => {
  const text = url === '/health' ? 'healthy' : quotes[Math.floor(Math.random() * quotes.length)];
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
});

server.listen(Number(process.env.PORT ?? 8080), process.env.HOST, () =>
  console.log(`listening on ${server.address().port}`),
);

// The first process of a container gets no default for signals: without this, ECS waits 30 seconds and kills it.
process.on('SIGTERM', () => server.close(() => process.exit(0)));
