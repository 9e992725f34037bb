import { nodesIn, type PictureNode } from '../../graph/picture.js';
import type { ShownRun, Topology } from '../data.js';
import { byId } from './dom.js';

/** Tells of states that have changed, in a live region: not of each call, and of no more than can be listened to. */

const most = 3;
const pauseMs = 1500;

export class Announcements {
  #before: ReadonlyMap<string, PictureNode> | undefined;
  #waiting: string[] = [];
  #timer: number | undefined;
  /** When the run began and what was told of it; empty where there was none. */
  #runBefore: string | undefined;

  /** What is there when the page opens is not news. */
  compare({ regions }: Topology): void {
    const now = new Map(regions.flatMap(({ picture }) => nodesIn(picture).map((it) => [it.id, it] as const)));
    if (this.#before) this.#say(newsOf(this.#before, now));
    this.#before = now;
  }

  /** Of a run, its beginning and its end are told. */
  compareRun(run: ShownRun | undefined): void {
    const now = run ? `${run.timeline.began} ${runText(run)}` : '';
    const isNews = this.#runBefore !== undefined && this.#runBefore !== now;
    this.#runBefore = now;
    if (!run || !isNews) return;
    // Before the states that have changed: of those, only the first are told.
    this.#waiting.unshift(runText(run));
    this.#soon();
  }

  #say(news: readonly string[]): void {
    if (news.length === 0) return;
    this.#waiting.push(...news);
    this.#soon();
  }

  #soon(): void {
    this.#timer ??= window.setTimeout(() => {
      const more = this.#waiting.length - most;
      const said = this.#waiting.slice(0, most);
      byId('announcements').textContent = [...said, ...(more > 0 ? [`and ${more} more changes`] : [])].join('. ');
      this.#waiting = [];
      this.#timer = undefined;
    }, pauseMs);
  }
}

const runText = ({ timeline: { command, stack, ending } }: ShownRun): string =>
  `${command} ${stack} ${endings[ending]}`;
const endings = {
  ...{ done: 'has come to its end', failed: 'has failed' },
  ...{ interrupted: 'was interrupted', 'timed-out': 'has reached its time limit' },
  ...{ 'broken-off': 'was stopped', 'under-way': 'is under way' },
} as const;

const nameOf = ({ lines }: PictureNode): string => lines.join(', ');

function newsOf(before: ReadonlyMap<string, PictureNode>, now: ReadonlyMap<string, PictureNode>): string[] {
  const changed = [...now.values()].flatMap((it) => {
    const was = before.get(it.id);
    if (!was) return [`New: ${nameOf(it)}`];
    return was.state === it.state ? [] : [`Changed: ${nameOf(it)}`];
  });
  const gone = [...before.values()].filter(({ id }) => !now.has(id)).map((it) => `Gone: ${nameOf(it)}`);
  return [...changed, ...gone];
}
