// For the container health check: exit code 0 is healthy.
const url = `http://localhost:${process.env.PORT ?? 80}/api/books/health`;
const { ok } = await fetch(url, { signal: AbortSignal.timeout(2000) });
process.exit(ok ? 0 : 1);
