import { createServer } from 'node:http';

const books = [
  { id: '1', title: 'The Subnet at the End of the Route', author: '1' },
  { id: '2', title: 'A Brief History of Timeouts', author: '2' },
  { id: '3', title: 'Idempotence and Sensibility', author: '1' },
];

const server = createServer(({ method, url = '/' }, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify(body)}\n`);
  };
  const [path] = url.split('?');
  if (method !== 'GET') return answer(405, { message: 'only GET' });
  if (path === '/api/books/health') return answer(200, { status: 'healthy' });
  if (path === '/api/books') return answer(200, books);
  const book = books.find(({ id }) => path === `/api/books/${id}`);
  return book ? answer(200, book) : answer(404, { message: 'no such book' });
});

server.listen(Number(process.env.PORT ?? 80), process.env.HOST, () =>
  console.log(`listening on ${server.address().port}`),
);

// The first process of a container gets no default for signals: without this, ECS waits 30 seconds and kills it.
process.on('SIGTERM', () => server.close(() => process.exit(0)));
