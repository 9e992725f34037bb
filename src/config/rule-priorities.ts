import type { Condition } from '../listener-conditions.js';
import { namesOf } from './domains.js';
import { existingBalancerOf } from './placement.js';
import type { Path } from './member-path.js';
import { conditionsOf, isForTheRest, takesAllOf } from './rule-conditions.js';
import { portsOf } from './service-ports.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/**
 * The priorities of rules that have none. A rule comes before each one that takes all of its requests, so none is hidden by
 * another by chance: the one with more conditions is first, then the one whose values are longer. A number depends on the rule
 * itself, and hardly on others: where one comes or goes, the others stay where they are.
 */

type Checked = ValidPart<Pick<Shape, 'services'> & Partial<Pick<Shape, 'ingress'>>>;

/** A rule of a port of a service, in the order of the file. */
export interface PlacedRule {
  readonly service: string;
  /** The port that it leads to, by its name in `ports`; undefined for the service's own. */
  readonly port: string | undefined;
  /** Where it is in the config. */
  readonly at: Path;
  readonly conditions: readonly Condition[];
  readonly isForTheRest: boolean;
  /** Which services get which share; undefined where all goes to its own. */
  readonly weights?: { readonly [service: string]: number | undefined } | undefined;
  /** Said, or made; undefined for what comes last, and where there is no number left. */
  readonly priority: number | undefined;
  readonly isSaid: boolean;
}

const first = 2000;
const last = 49_999;
const most = { conditions: 7, length: 59 };
/** Rules that are as special as each other have this many numbers. */
const room = 100;

/** By config: ten rules about rules ask for the same ones. */
const known = new WeakMap<Checked, readonly PlacedRule[]>();

/** All rules, with their priorities. */
export function placedRules(config: Checked): readonly PlacedRule[] {
  let rules = known.get(config);
  if (!rules) known.set(config, (rules = place(config)));
  return rules;
}

function place({ services, ingress }: Checked): PlacedRule[] {
  const hosts = existingBalancerOf({ ingress }) && ingress?.domain && namesOf(ingress.domain);
  const all = portsOf({ services }).flatMap(({ service, key: port, at, members }) =>
    (members.rules ?? []).flatMap((rule, index) =>
      rule
        ? [
            {
              ...{ service, port, at: [...at, 'rules', index] },
              ...(hosts
                ? { conditions: atHosts(rule, hosts), isForTheRest: false }
                : { conditions: conditionsOf(rule), isForTheRest: isForTheRest(rule) }),
              ...{ weights: rule.weights, priority: rule.priority, isSaid: rule.priority !== undefined },
            },
          ]
        : [],
    ),
  );
  const taken = new Set(all.flatMap(({ priority = [] }) => priority));
  const unnumbered = all
    .filter((it) => !it.isSaid && !it.isForTheRest)
    .map((rule) => ({ rule, rank: rankOf(rule.conditions) }))
    .sort((a, b) => compared(a.rank, b.rank));
  const made = new Map(specialFirst(unnumbered).map(({ rule, rank }) => [rule, nextFree(rank, taken)] as const));
  return all.map((rule) => ({ ...rule, priority: made.get(rule) ?? rule.priority }));
}

/**
 * At a listener that others have rules at, too, a rule without a host takes the requests to the names of the stack alone; what is
 * for the rest takes all of these that no other rule takes.
 */
const atHosts = (rule: Parameters<typeof conditionsOf>[0], hosts: readonly string[]): Condition[] => {
  const { path: _, ...others } = rule;
  const own = isForTheRest(rule) ? others : rule;
  return conditionsOf(own.host === undefined ? { ...own, host: [...hosts] } : own);
};

/** The lower, the more special, by the first number that differs; then by what the rule says. */
interface Rank {
  readonly numbers: readonly number[];
  readonly text: string;
}

function rankOf(conditions: readonly Condition[]): Rank {
  const of = (count: (value: string) => number, choose: (...counts: number[]) => number) =>
    conditions.reduce((sum, { values }) => sum + choose(...values.map(count)), 0);
  const stars = (value: string) => value.split('*').length - 1;
  return {
    numbers: [-conditions.length, -of((value) => value.length - stars(value), Math.min), of(stars, Math.max)],
    text: JSON.stringify(conditions),
  };
}

/**
 * What takes less comes before what takes all of that and more, whatever their ranks. Ranks see to nearly all of that: what takes
 * less has as many conditions at least, and values as long.
 */
function specialFirst<It extends { readonly rule: { readonly conditions: readonly Condition[] } }>(
  ranked: readonly It[],
): It[] {
  const left = [...ranked];
  const inOrder: It[] = [];
  const takes = (a: It, b: It) => takesAllOf(a.rule.conditions, b.rule.conditions);
  while (left.length > 0) {
    const next = left.findIndex((it) => !left.some((other) => other !== it && takes(it, other) && !takes(other, it)));
    inOrder.push(...left.splice(Math.max(0, next), 1));
  }
  return inOrder;
}

function compared(a: Rank, b: Rank): number {
  const difference = a.numbers.map((it, i) => it - (b.numbers[i] ?? 0)).find((it) => it !== 0);
  return difference ?? (a.text < b.text ? -1 : 1);
}

/** The first number of its kind of rule that nobody has. Rules come in their order, so later ones get later numbers. */
function nextFree({ numbers: [conditions = 0, length = 0] }: Rank, taken: Set<number>): number | undefined {
  const fewer = most.conditions - Math.min(-conditions, most.conditions);
  const shorter = most.length - Math.min(-length, most.length);
  for (let number = first + (fewer * (most.length + 1) + shorter) * room; number <= last; number++)
    if (!taken.has(number)) {
      taken.add(number);
      return number;
    }
  return undefined;
}
