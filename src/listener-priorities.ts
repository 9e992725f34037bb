/**
 * Which priorities the rules of a stack get at a listener at which others have rules, too. What a config says is taken as it is.
 * The rest keeps what it has, or gets the first free number from its own one on, in the order in which they would be.
 */

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
const last = 50_000;

export interface WantedPriority {
  /** Said, or the one that it would have if nobody else were there. */
  readonly priority: number;
  readonly isSaid: boolean;
}

interface There {
  /** The rules that this stack has there, by the names of their steps. */
  readonly ours: ReadonlyMap<string, number>;
  /** The priorities of all other rules. */
  readonly others: ReadonlySet<number>;
}

/**
 * @returns by the name of the step
 * @throws Error where one that is said is somebody else's, or where there is no number left
 */
export function choosePriorities(
  wanted: { readonly [step: string]: WantedPriority },
  { ours, others }: There,
): { readonly [step: string]: number } {
  const rules = Object.entries(wanted).toSorted(([, a], [, b]) => a.priority - b.priority);
  const said = rules.filter(([, { isSaid }]) => isSaid);
  const lost = said.find(([, { priority }]) => others.has(priority));
  if (lost) throw new Error(isTaken(lost[0], lost[1].priority, [...others, ...said.map(([, it]) => it.priority)]));
  const chosen = new Map(said.map(([name, { priority }]) => [name, priority]));
  const unsaid = rules.filter(([, { isSaid }]) => !isSaid);
  let before = 0;
  for (const [name, { priority }] of unsaid) {
    const isFree = (number: number) => !others.has(number) && ![...chosen.values()].includes(number);
    const kept = ours.get(name);
    const isKept = kept !== undefined && kept > before && isFree(kept);
    const own = new Set([...ours].flatMap(([other, number]) => (other === name ? [] : [number])));
    const from = Math.max(priority, before + 1);
    const next = isKept ? kept : (firstFrom(from, (it) => isFree(it) && !own.has(it)) ?? firstFrom(from, isFree));
    if (next === undefined) throw new Error(`there is no free priority from ${from} on for ${name}: say one for it`);
    chosen.set(name, next);
    before = next;
  }
  return Object.fromEntries(rules.map(([name]) => [name, chosen.get(name) ?? 0]));
}

function firstFrom(from: number, isFree: (number: number) => boolean): number | undefined {
  for (let number = from; number <= last; number++) if (isFree(number)) return number;
  return undefined;
}

const isTaken = (name: string, priority: number, taken: readonly number[]): string =>
  `the priority ${priority}, which is said for ${name}, is that of a rule of somebody else at the listener. ` +
  `Free are, for example, ${freeNumbers(taken, priority)}; or say none, and a free one is chosen`;

/** A few numbers around one that nobody has: `99, 98 and 101`. */
export function freeNumbers(taken: readonly number[], around: number): string {
  const is = new Set(taken);
  const below = [];
  for (let number = around - 1; number > 0 && below.length < 2; number--) if (!is.has(number)) below.push(number);
  const above = firstFrom(around + 1, (it) => !is.has(it));
  return [...below, ...(above === undefined ? [] : [above])].join(', ').replace(/, (\d+)$/, ' and $1');
}
