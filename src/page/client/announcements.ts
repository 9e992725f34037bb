import { nodesIn, type PictureNode } from '../../graph/picture.js';
import type { Topology } from '../data.js';
import { byId } from './dom.js';

/** Tells of states that have changed, in a live region: not of each call, and of no more than can be listened to. */

const most = 3;
const pauseMs = 1500;

export class Announcements {
  #before: ReadonlyMap<string, PictureNode> | undefined;
  #waiting: string[] = [];
  #timer: number | undefined;

  /** What is there when the page opens is not news. */
  compare({ regions }: Topology): void {
    const now = new Map(regions.flatMap(({ picture }) => nodesIn(picture).map((it) => [it.id, it] as const)));
    if (this.#before) this.#say(newsOf(this.#before, now));
    this.#before = now;
  }

  #say(news: readonly string[]): void {
    if (news.length === 0) return;
    this.#waiting.push(...news);
    this.#timer ??= window.setTimeout(() => {
      const more = this.#waiting.length - most;
      const said = this.#waiting.slice(0, most);
      byId('announcements').textContent = [...said, ...(more > 0 ? [`and ${more} more changes`] : [])].join('. ');
      this.#waiting = [];
      this.#timer = undefined;
    }, pauseMs);
  }
}

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
