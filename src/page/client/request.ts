import type { Entry, RequestAnswer, Topology } from '../data.js';
import { byId, element, section, terms, textBox } from './dom.js';
import { journeyOf, type Stop } from './journey.js';
import type { Shown, TopologyView } from './topology.js';
import { markAll, travel } from './travel.js';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** A request that can be sent to what runs, and its way. */
export class RequestView {
  readonly root: HTMLElement;
  readonly #topology: TopologyView;
  readonly #to = element('select', { id: 'to' });
  readonly #method = element('select', { id: 'method' }, ...methods.map((it) => element('option', {}, it)));
  readonly #path = element('input', { id: 'path', value: '/', autocomplete: 'off', spellcheck: 'false' });
  readonly #headers = element('textarea', { id: 'headers', rows: '2', spellcheck: 'false' });
  readonly #body = element('textarea', { id: 'body', rows: '3', spellcheck: 'false' });
  readonly #send = element('button', { type: 'submit' }, 'Send');
  readonly #way = element('div', { id: 'way' });
  #entries: readonly (Entry & { readonly region: string })[] = [];
  #number = 0;
  #marked: { readonly region: string; readonly stops: readonly Stop[] } | undefined;

  constructor(topology: TopologyView) {
    this.#topology = topology;
    const form = element(
      'form',
      {},
      ...[field('To', this.#to), field('Method', this.#method), field('Path', this.#path)],
      element(
        'details',
        {},
        element('summary', {}, 'Headers and body'),
        field('Headers, one in a line, as in Accept: text/html', this.#headers),
        field('Body', this.#body),
      ),
      this.#send,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.root = section('request', 'Send a request', form, this.#way);
    this.update({ regions: [] });
  }

  /** The choice stays where it is still there; the marks of the last request, too. */
  update({ regions }: Topology): void {
    this.#entries = regions.flatMap(({ region, entries }) => entries.map((it) => ({ ...it, region })));
    const chosen = this.#to.value;
    const labels = this.#entries.map(({ name, url }) => `${name} ${url}`);
    if ([...this.#to.options].map(({ textContent }) => textContent).join('\n') !== labels.join('\n')) {
      this.#to.replaceChildren(...this.#entries.map(({ url }, at) => element('option', { value: url }, labels[at])));
      if (this.#entries.some(({ url }) => url === chosen)) this.#to.value = chosen;
    }
    const isThere = this.#entries.length > 0;
    this.#send.disabled = !isThere;
    if (!isThere && this.#number === 0)
      this.#way.replaceChildren(element('p', { class: 'hint' }, 'Nothing takes requests from the internet yet.'));
    else if (this.#number === 0) this.#way.replaceChildren();
    const shown = this.#shownIn(this.#marked?.region);
    if (shown && this.#marked) markAll(shown.drawing, journeyAnew(this.#marked.stops, shown));
  }

  #shownIn(region: string | undefined): Shown | undefined {
    return this.#topology.shown.find(({ drawn }) => drawn.region === region);
  }

  async #submit(): Promise<void> {
    const number = ++this.#number;
    const entry = this.#entries.find(({ url }) => url === this.#to.value);
    if (!entry) return;
    this.#marked = undefined;
    try {
      const answer = await sent(this.#asked(entry));
      if (number === this.#number) await this.#show(answer, entry.region, number);
    } catch (error) {
      if (number === this.#number)
        this.#way.replaceChildren(alert(error instanceof Error ? error.message : 'It failed.'));
    }
  }

  /** @throws Error in words, where it cannot be sent */
  #asked({ url }: Entry): object {
    const path = this.#path.value.trim();
    if (!path.startsWith('/')) throw new Error(`A path begins with a slash: /${path}`);
    const lines = this.#headers.value.split('\n').filter((line) => line.trim() !== '');
    const headers = lines.map((line) => {
      const [, name, value] = /^([^\s:]+):\s*(.*)$/.exec(line.trim()) ?? [];
      if (name === undefined || value === undefined)
        throw new Error(`${line} is no header. Write it as Accept: text/html`);
      return [name, value];
    });
    const body = this.#body.value;
    return {
      method: this.#method.value,
      url: url + path,
      headers: Object.fromEntries(headers),
      ...(body !== '' && { body }),
    };
  }

  async #show({ way, response }: RequestAnswer, region: string, number: number): Promise<void> {
    const shown = this.#shownIn(region);
    const answer = answerOf(response);
    if (!way || !shown) return this.#way.replaceChildren(answer);
    const stops = journeyOf(shown.drawn.picture, way);
    const items = stops.map(stopItem);
    const list = element('ol', { class: 'hops', 'aria-label': 'The way of the request' }, ...items);
    const end = endOf(way.ending);
    this.#way.replaceChildren(element('h3', {}, 'Its way'), list);
    await travel(shown.drawing, stops, {
      reached: (at) => items[at]?.classList.add('is-reached'),
      isCurrent: () => number === this.#number,
    });
    if (number !== this.#number) return;
    this.#marked = { region, stops };
    this.#way.append(end, answer);
    byId('announcements').textContent = `${stops.at(-1)?.what ?? ''}: ${stops.at(-1)?.why ?? ''}`;
    const now = this.#shownIn(region);
    if (now && now !== shown) markAll(now.drawing, stops);
  }
}

/** Arrows have other numbers in another picture: only the nodes are marked there. */
const journeyAnew = (stops: readonly Stop[], { drawn }: Shown): readonly Stop[] =>
  stops.map((it) => (drawn ? { ...it, arrows: [], brokenArrow: undefined } : it));

const field = (label: string, input: HTMLElement): HTMLElement =>
  element('p', { class: 'field' }, element('label', { for: input.id }, label), input);

const alert = (text: string): HTMLElement => element('p', { role: 'alert', class: 'bad' }, text);

async function sent(request: object): Promise<RequestAnswer> {
  const answer = await fetch('/_sandbox/request', {
    ...{ method: 'POST', body: JSON.stringify(request) },
    headers: { 'content-type': 'application/json' },
  });
  const read = (await answer.json()) as RequestAnswer & {
    readonly errors?: readonly string[];
    readonly error?: string;
  };
  if (!answer.ok) throw new Error([...(read.errors ?? []), ...(read.error ? [read.error] : [])].join('. '));
  return read;
}

const stopItem = ({ what, why, is }: Stop): HTMLElement =>
  element('li', { class: is }, element('strong', {}, what), ` ${why}`);

const seenWords: { readonly [seen: string]: string } = {
  'no-such-host': 'the name leads nowhere',
  timeout: 'nothing, until it gives up',
  refused: 'the connection is refused',
};

function endOf(ending: NonNullable<RequestAnswer['way']>['ending']): HTMLElement {
  if (ending.is === 'answered') return element('p', { class: 'end arrived' }, `It has arrived: ${ending.why}.`);
  const seen = seenWords[String(ending.seen)] ?? `status ${ending.seen}`;
  return element(
    'div',
    { class: 'end dropped' },
    terms([
      ['What the client sees', seen],
      ['Why', ending.why],
      ['To change', ending.repair],
    ]),
  );
}

function answerOf({ status, headers, body }: RequestAnswer['response']): HTMLElement {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return element(
    'div',
    { class: 'answer' },
    element('h3', {}, `The answer: ${status}`),
    textBox('Headers and body of the answer', [...lines, '', body].join('\n')),
  );
}
