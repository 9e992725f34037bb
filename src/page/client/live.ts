import type { ShownLesson, ViewAnswer } from '../data.js';
import { Announcements } from './announcements.js';
import { CallsView } from './calls.js';
import { byId, element } from './dom.js';
import { RequestView } from './request.js';
import { RunView } from './timeline.js';
import { TopologyView } from './topology.js';

/** The page of a sandbox: it asks for what is new, again and again, and each answer waits until something is. */

const retryMs = 2000;

export function showLive(main: HTMLElement): void {
  const topology = new TopologyView(whatToDo());
  const request = new RequestView(topology);
  const run = new RunView();
  const calls = new CallsView('Calls', lessonOf);
  main.replaceChildren(element('div', { class: 'columns' }, topology.root, request.root), run.root, calls.root);
  void follow({ topology, request, run, calls, announcements: new Announcements() });
}

interface Views {
  readonly topology: TopologyView;
  readonly request: RequestView;
  readonly run: RunView;
  readonly calls: CallsView;
  readonly announcements: Announcements;
}

async function follow(views: Views): Promise<never> {
  let seen = { version: '', calls: 0, run: '' };
  for (;;) {
    try {
      const { version, run } = seen;
      const query = new URLSearchParams({
        ...{ calls: String(seen.calls), ...(version && { version }), ...(run && { run }) },
      });
      const answer = await fetch(`/_sandbox/view?${query}`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const view = (await answer.json()) as ViewAnswer;
      if (view.runVersion !== seen.run) showRun(views, view);
      show(views, view, view.version !== seen.version);
      const known = view.isOtherProcess ? 0 : seen.calls;
      seen = { version: view.version, calls: view.calls.at(-1)?.number ?? known, run: view.runVersion };
      connection('Live');
    } catch {
      connection('The sandbox does not answer. Trying again …');
      await new Promise((later) => setTimeout(later, retryMs));
    }
  }
}

function show({ topology, request, calls, announcements }: Views, view: ViewAnswer, isOther: boolean): void {
  if (view.isOtherProcess) calls.clear();
  calls.add(view.calls);
  if (!isOther) return;
  topology.show(view.topology);
  request.update(view.topology);
  announcements.compare(view.topology);
}

function showRun({ run, announcements }: Views, view: ViewAnswer): void {
  run.show(view.run);
  announcements.compareRun(view.run);
}

/** Said only where it is something else than before: it is a live region. */
function connection(text: string): void {
  const status = byId('connection');
  if (status.textContent !== text) status.textContent = text;
}

async function lessonOf(operation: string): Promise<ShownLesson | undefined> {
  const answer = await fetch(`/_sandbox/lesson?${new URLSearchParams({ operation })}`);
  return answer.ok ? ((await answer.json()) as ShownLesson) : undefined;
}

const whatToDo = (): Node[] => [
  element('p', {}, 'There is nothing in this world yet. In another terminal, in the same directory:'),
  element('pre', {}, 'provision up --sandbox --blueprint cloud-map-public'),
  element('p', {}, 'Or with any client of AWS:'),
  element('pre', {}, `aws --endpoint-url ${window.location.origin} ec2 create-vpc --cidr-block 10.0.0.0/16`),
];
