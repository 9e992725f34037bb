import { createServer } from 'node:http';

const authors = [
  { id: '1', name: 'Ada Route' },
  { id: '2', name: 'Linus Timeout' },
];

const server = createServer(({ method, url = '/' }, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify(body)}\n`);
  };
  const [path] = url.split('?');
  if (method !== 'GET') return answer(405, { message: 'only GET' });
  if (path === '/api/authors/health') return answer(200, { status: 'healthy' });
  if (path === '/api/authors') return answer(200, authors);
  const author = authors.find(({ id }) => path === `/api/authors/${id}`);
  return author ? answer(200, author) : answer(404, { message: 'no such author' });
});

server.listen(Number(process.env.PORT ?? 80), process.env.HOST, () =>
  console.log(`listening on ${server.address().port}`),
);

// The first process of a container gets no default for signals: without this, ECS waits 30 seconds and kills it.
process.on('SIGTERM', () => server.close(() => process.exit(0)));
