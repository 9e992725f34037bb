import { isHidden } from '../json-schema.js';
import { isWithin, type Path } from '../member-path.js';
import { shownPath } from '../problem-messages.js';
import type { Draft } from './draft.js';
import { leavesOf, lineOf, rootOf, type Source, type Value } from './source.js';

/** What became of a part of a file. */
interface Told {
  readonly file: string;
  readonly line: number;
  /** e.g. `services.web.mem_limit` */
  readonly path: string;
  /** How many single values it has. */
  readonly leaves: number;
}
/** It is in the config, or holds without being written. */
export interface Carried extends Told {
  /** The members of the config that say it; none where it holds by itself. */
  readonly to: readonly string[];
}
export interface Rewritten extends Carried {
  readonly how: string;
}
export interface NotCarried extends Told {
  readonly because: string;
  readonly instead: string;
}

/** All of the files, each single value in one of three lists. */
export interface Account {
  readonly kept: readonly Carried[];
  readonly rewritten: readonly Rewritten[];
  readonly left: readonly NotCarried[];
}

interface Entry {
  readonly from: Value;
  readonly hows: string[];
  readonly to: Path[];
  isHeld?: true;
  left?: { readonly because: string; readonly instead: string };
  leaves: number;
}

/**
 * What became of each single value of the files. One that nothing is recorded for, of itself or what is around it, counts as left: so
 * nothing is lost in silence, whatever a reader forgets.
 */
export function accountOf(sources: readonly Source[], draft: Draft): Account {
  const entries = new Map<string, Entry>();
  const entry = (from: Value): Entry => {
    const key = keyOf(from);
    const found = entries.get(key) ?? { from, hows: [], to: [], leaves: 0 };
    entries.set(key, found);
    return found;
  };
  const drafts = [draft, ...draft.overlays.map((it) => it.draft)];
  for (const { from, how, to } of drafts.flatMap((it) => it.members))
    for (const value of from) note(entry(value), how ?? rewriteOf(value), to);
  for (const { from, how } of drafts.flatMap((it) => it.held)) {
    note(entry(from), how ?? rewriteOf(from));
    entry(from).isHeld = true;
  }
  for (const { from, because, instead } of drafts.flatMap((it) => it.left)) entry(from).left ??= { because, instead };
  for (const source of sources)
    for (const leaf of leavesOf(rootOf(source))) {
      const found = nearest(leaf, entries) ?? entry(leaf);
      if (!found.isHeld && found.to.length === 0) found.left ??= draft.reasonFor(leaf);
      found.leaves += 1;
    }
  const told = [...entries.values()].filter(({ leaves }) => leaves > 0).sort(byPlace);
  return {
    kept: told.filter((it) => !it.left && it.hows.length === 0).map((it) => ({ ...tellOf(it), to: it.to.map(shown) })),
    rewritten: told
      .filter((it) => !it.left && it.hows.length > 0)
      .map((it) => ({ ...tellOf(it), to: it.to.map(shown), how: it.hows.join('; ') })),
    left: told.flatMap((it) => (it.left ? [{ ...tellOf(it), ...it.left }] : [])),
  };
}

const keyOf = ({ source, path }: Value): string => JSON.stringify([source.file, ...path]);

function note({ hows, to }: Entry, how: string | undefined, path?: Path): void {
  if (how !== undefined && !hows.includes(how)) hows.push(how);
  if (path) to.push(path);
}

/** The text itself was rewritten when the file was read. */
const rewriteOf = ({ source, path }: Value): string | undefined =>
  [...source.rewrites].find(([key]) => isWithin(JSON.parse(key) as Path, path))?.[1];

function nearest(leaf: Value, entries: ReadonlyMap<string, Entry>): Entry | undefined {
  for (let length = leaf.path.length; length >= 0; length--) {
    const found = entries.get(keyOf({ ...leaf, path: leaf.path.slice(0, length) }));
    if (found) return found;
  }
  return undefined;
}

const shown = (path: Path): string => shownPath(path, isHidden(path));
const tellOf = ({ from, leaves }: Entry): Told => ({
  file: from.source.file,
  line: lineOf(from),
  path: shownPath(from.path, false),
  leaves,
});

const byPlace = (a: Entry, b: Entry): number =>
  a.from.source === b.from.source ? lineOf(a.from) - lineOf(b.from) : a.from.source.file < b.from.source.file ? -1 : 1;
