import { memberSchema } from '../json-schema.js';
import type { MemberSchema } from '../member-schema.js';
import { isWithin, type Path } from '../member-path.js';
import { wishIn } from '../wishes/known-wish.js';
import type { Around } from '../wishes/wish.js';
import { isNothing, type Source, type Value } from './source.js';

/** A member of the config that is made, with what it was made from. */
export interface Member {
  /** From the top of the config. */
  readonly to: Path;
  readonly value: unknown;
  /** Empty where it follows from the file as a whole. */
  readonly from: readonly Value[];
  /** What was done to it; absent where it is as it was. */
  readonly how?: string | undefined;
  /** `to` is a list, of which this is one entry. */
  readonly isEntry?: true;
}

/** Whether two are the same member of the config. */
export const isSamePlace = (a: Member, b: Member): boolean =>
  !a.isEntry && a.to.length === b.to.length && isWithin(a.to, b.to);

/** What holds without being written. */
export interface Held {
  readonly from: Value;
  /** Absent where it holds as it is written: it is the default here. */
  readonly how?: string | undefined;
}

/** Why a config cannot have something. */
export interface Reason {
  /** Goes on after "because". */
  readonly because: string;
  /** What to do in its place. */
  readonly instead: string;
}

/** What a config cannot have. */
export interface Left extends Reason {
  readonly from: Value;
}

/** A service or job that is being made. */
export interface DraftTask {
  readonly kind: 'services' | 'jobs';
  readonly name: string;
  readonly from: Value;
}

/** What the files give: tasks with their members, and what of the files has no place. All that readers find goes here. */
export class Draft {
  readonly tasks: DraftTask[] = [];
  readonly members: Member[] = [];
  readonly held: Held[] = [];
  readonly left: Left[] = [];
  /** What is different in an environment, by its name. */
  readonly overlays: { readonly env: string; readonly draft: Draft }[] = [];
  /** All services of a compose file are containers of one task, as the CLI of ECS has it. */
  isOneTask = false;

  /** A new service or job, or the one of that name. @returns where its members go */
  task(kind: DraftTask['kind'], name: string, from: Value): Target {
    if (!this.tasks.some((it) => it.name === name)) this.tasks.push({ kind, name, from });
    return new Target(this, [kind, name], 'task', from.path.length);
  }

  readonly top = new Target(this, [], 'top', 0);

  /** Why a part of a file that no reader has seen is left. */
  reasonFor(value: Value): Reason {
    const task = this.tasks.find(({ from }) => from.source === value.source && isWithin(value.path, from.path));
    return reasonFor(value.path.slice(task?.from.path.length ?? 0), task ? 'task' : 'top');
  }

  /** Takes a member back, because another one says more. */
  replace(member: Member, how: string): void {
    this.members.splice(this.members.indexOf(member), 1);
    for (const from of member.from) this.held.push({ from, how });
  }

  /** Says of what was made from one source where it stands in another, which that one was made of. */
  relocate(source: Source, place: (value: Value) => readonly Value[]): void {
    const placed = (from: readonly Value[]) => from.flatMap((it) => (it.source === source ? place(it) : [it]));
    for (const list of [this.held, this.left] as { from: Value }[][]) {
      const moved = list.flatMap((it) => placed([it.from]).map((from) => ({ ...it, from })));
      list.splice(0, list.length, ...moved);
    }
    for (const [i, it] of this.members.entries()) this.members[i] = { ...it, from: placed(it.from) };
  }

  /** What was put at a path, or in it. */
  within(path: Path): readonly Member[] {
    return this.members.filter(({ to }) => path.every((segment, i) => segment === to[i]));
  }
}

/** A map of the config that is made: where a row of a reader puts what it was given. */
export class Target {
  constructor(
    readonly draft: Draft,
    readonly path: Path,
    /** The place whose wishes say why something cannot be carried over. */
    readonly place: Around,
    /** How deep in its file the map lies that it stands for. Names of services are no members. */
    readonly depth: number,
  ) {}

  /** The map in it. */
  in(...path: Path): Target {
    return new Target(this.draft, [...this.path, ...path], this.place, this.depth);
  }

  /** Another map, for the same part of the file. */
  at(path: Path): Target {
    return new Target(this.draft, path, this.place, this.depth);
  }

  /** The same map, for what begins at another depth of the file. */
  from(depth: number): Target {
    return new Target(this.draft, this.path, this.place, depth);
  }

  /** The same map, for members that `wishes/` knows from another place. */
  as(place: Around): Target {
    return new Target(this.draft, this.path, place, this.depth);
  }

  /** What the schema says of a member of it. */
  schema(...path: Path): MemberSchema | undefined {
    return memberSchema([...this.path, ...path]);
  }

  put(to: Path, value: unknown, from: Value | readonly Value[], how?: string): void {
    this.draft.members.push({ to: [...this.path, ...to], value, from: listOf(from), how });
  }

  /** Adds an entry to a list. */
  add(to: Path, value: unknown, from: Value | readonly Value[], how?: string): void {
    this.draft.members.push({ to: [...this.path, ...to], value, from: listOf(from), how, isEntry: true });
  }

  /** @param how undefined where it is as it was */
  hold(from: Value, how?: string): void {
    this.draft.held.push({ from, how });
  }

  leave(from: Value, { because, instead }: Reason): void {
    this.draft.left.push({ from, because, instead });
  }

  /**
   * A member that no row is for: it is left with the reason that a config refuses it for. What is off or empty is so here, too.
   * @param reason in the place of that
   */
  unknown(from: Value, reason?: Reason): void {
    if (isNothing(from) || from.value === false || from.value === '') this.hold(from);
    else if (reason) this.leave(from, reason);
    else this.refuse(from);
  }

  /**
   * It is left with the reason that a config refuses it for.
   * @param name that it is refused by, where it is another than it has in the file
   */
  refuse(from: Value, name?: string): void {
    this.leave(from, reasonFor(name === undefined ? from.path.slice(this.depth) : [name], this.place));
  }
}

const listOf = (from: Value | readonly Value[]): readonly Value[] => ('source' in from ? [from] : from);

/** What `wishes/` says of a member: of its own name, or of the nearest one around it. */
function reasonFor(path: Path, place: Around): Reason {
  for (const segment of path.toReversed()) {
    const wish = typeof segment === 'string' ? wishIn(segment, place) : undefined;
    if (wish?.is === 'not-supported') return wish;
  }
  return noSuchMember;
}

const noSuchMember = {
  because: 'a config has no member for it',
  instead: 'docs/from-other-tools.md says what is taken over; leave the rest out, or make it elsewhere',
};
