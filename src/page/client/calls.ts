import type { ShownCall, ShownLesson } from '../data.js';
import { element, section, terms, textBox } from './dom.js';

/** Finds what is taught of an operation, `ec2:CreateVpc`; undefined where nothing is. */
export type LessonOf = (operation: string) => Promise<ShownLesson | undefined>;

/** More than these are not kept on the page. */
const most = 300;

/** The calls, the newest first. Each can be opened: to what was asked, and to what the operation does. */
export class CallsView {
  readonly root: HTMLElement;
  readonly #list = element('ol', { class: 'calls', reversed: '' });
  readonly #none = element('p', { class: 'hint' });
  readonly #changesOnly = element('input', { type: 'checkbox', id: 'changes-only', checked: '' });
  readonly #lessonOf: LessonOf;
  #calls: ShownCall[] = [];

  constructor(title: string, lessonOf: LessonOf) {
    this.#lessonOf = lessonOf;
    this.#changesOnly.addEventListener('change', () => this.#filter());
    const filter = element('label', { for: 'changes-only' }, this.#changesOnly, ' Only those that change something');
    this.root = section('calls', title, element('p', {}, filter), this.#none, this.#list);
    this.#filter();
  }

  /** @param calls oldest first */
  add(calls: readonly ShownCall[]): void {
    if (calls.length === 0) return;
    this.#calls.push(...calls);
    this.#list.prepend(...calls.toReversed().map((it) => itemOf(it, this.#lessonOf)));
    while (this.#list.childElementCount > most) {
      this.#list.lastElementChild?.remove();
      this.#calls.shift();
    }
    this.#filter();
  }

  clear(): void {
    this.#calls = [];
    this.#list.replaceChildren();
    this.#filter();
  }

  #filter(): void {
    const { checked } = this.#changesOnly;
    this.#list.classList.toggle('changes-only', checked);
    const shown = this.#calls.filter(({ mutating }) => mutating || !checked).length;
    const hidden = this.#calls.length - shown;
    const reads = hidden > 0 ? `${hidden} that only read are not shown.` : '';
    this.#none.textContent = this.#calls.length === 0 ? 'No call was made yet.' : reads;
  }
}

function itemOf(call: ShownCall, lessonOf: LessonOf): HTMLElement {
  const { service, operation, mutating, error, time, status, by } = call;
  const isBad = error !== null;
  const details = element(
    'details',
    {},
    element(
      'summary',
      {},
      element('time', { datetime: time }, new Date(time).toLocaleTimeString()),
      ' ',
      element('code', {}, `${service}:${operation}`),
      ' ',
      element('span', { class: isBad ? 'status bad' : 'status' }, [status, error].filter((it) => it != null).join(' ')),
      ...(by === undefined ? [] : [' ', element('span', { class: 'by' }, by)]),
    ),
  );
  details.addEventListener('toggle', () => void open(details, call, lessonOf), { once: true });
  return element('li', { class: mutating ? 'mutating' : 'reading' }, details);
}

async function open(details: HTMLElement, { service, operation, input }: ShownCall, lessonOf: LessonOf): Promise<void> {
  const lesson = await lessonOf(`${service}:${operation}`).catch(() => undefined);
  const asked = input === undefined ? undefined : textBox('What was asked', JSON.stringify(input, null, 2));
  details.append(element('div', { class: 'call' }, lesson && lessonText(lesson), asked ?? noInput()));
}

const noInput = () => element('p', { class: 'hint' }, 'What was asked is not known.');

function lessonText({ does, behind, undo, cost, mistakes = [], link }: ShownLesson): HTMLElement {
  const said: readonly (readonly [string, string | undefined])[] = [
    ['Behind it', behind],
    ['Undone by', undo],
    ['Cost', cost],
  ];
  const rows = said.flatMap(([term, text]) =>
    text === undefined ? [] : [[term, element('span', {}, ...withCode(text))] as const],
  );
  return element(
    'div',
    {},
    element('p', {}, ...withCode(does)),
    rows.length > 0 ? terms(rows) : undefined,
    mistakes.length > 0 ? element('p', {}, 'What people get wrong: ', ...withCode(mistakes.join(' '))) : undefined,
    element('p', { class: 'hint' }, 'AWS API reference: ', element('a', { href: link, rel: 'noreferrer' }, link)),
  );
}

/** Between two backticks stands what is written as it is in code. */
const withCode = (text: string): (Node | string)[] =>
  text.split('`').map((part, at) => (at % 2 === 1 ? element('code', {}, part) : part));
