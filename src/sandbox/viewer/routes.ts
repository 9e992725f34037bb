import type { Endpoint } from '../endpoint.js';
import { json } from '../json-response.js';
import type { WireRequest, WireResponse } from '../wire/message.js';
import { requestIn } from './sent-request.js';

/**
 * What the page asks for. A request to what runs in the world is sent by `POST` to the page's own origin, and from there through
 * the front door: the page may then connect to nothing else, no answer needs CORS, and the hops come with the answer that they
 * led to.
 */

type Route = (endpoint: Endpoint, body: Buffer, request: WireRequest) => WireResponse | Promise<WireResponse>;

const noPage = () => json(404, { error: 'there is no page here: `provision sandbox` serves one' });

export const viewerRoutes: { readonly [path: string]: { readonly [method: string]: Route } } = {
  '/_sandbox': { GET: () => ({ status: 308, headers: { location: '/_sandbox/' }, body: '' }) },
  '/_sandbox/': { GET: ({ page }) => page?.document() ?? noPage() },
  /** What there is, the calls since the one with a number, and the last run. It waits until these are others than `version` and `run`. */
  '/_sandbox/view': { GET: getView },
  '/_sandbox/lesson': { GET: getLesson },
  '/_sandbox/request': { POST: postRequest },
};

async function getView({ view }: Endpoint, _body: Buffer, { query }: WireRequest): Promise<WireResponse> {
  if (!view) return noPage();
  const calls = Number(query.get('calls') ?? 0);
  if (!Number.isSafeInteger(calls)) return json(400, { errors: ['calls: the number of a call'] });
  const [version, run] = ['version', 'run'].map((name) => query.get(name) ?? undefined);
  return uncached(json(200, await view.next({ version, calls, run })));
}

async function getLesson({ page }: Endpoint, _body: Buffer, { query }: WireRequest): Promise<WireResponse> {
  if (!page) return noPage();
  const lesson = await page.lesson(query.get('operation') ?? '');
  return lesson ? json(200, lesson) : json(404, { error: 'there is no lesson about this operation' });
}

/** Sends a request to what runs in the world. @returns the hops of its way, where it ends, and what is answered */
async function postRequest(endpoint: Endpoint, body: Buffer): Promise<WireResponse> {
  const read = requestIn(body.toString('utf8'));
  if ('errors' in read) return json(400, read);
  const travelled = await endpoint.travel(read);
  if (!travelled) return json(404, { errors: [`nothing of the sandbox is called ${read.headers['host']}`] });
  const { way, response } = travelled;
  const text = read.method === 'HEAD' ? '' : Buffer.from(response.body).toString('utf8');
  return uncached(json(200, { way, response: { ...response, body: text } }));
}

const uncached = (response: WireResponse): WireResponse => ({
  ...response,
  headers: { ...response.headers, 'cache-control': 'no-store' },
});
