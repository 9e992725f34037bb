import { meaningOf } from '../aws-errors.js';
import { perService, type Senders, type ServiceId } from '../aws/services.js';
import type { SdkClient } from '../aws/client.js';
import { isMutating } from '../is-mutating.js';
import { plainText } from '../plain-text.js';
import { shapeOf } from '../sdk-schema.js';
import type { $SchemaRef } from '@smithy/types';
import { isSame, isSelective, keepSelected } from './selected.js';
import { runPaced } from './pace.js';
import { withoutKinds } from './route53-ids.js';
import type { Answered, Leaving } from './watch.js';
import { noteTurn, standsFor, stepOfCommand, turnOfCommand, type HadTurn } from './whose-call.js';

/**
 * Puts questions together that have not left yet: what a hundred steps ask by an id each is one call with a hundred ids, and what
 * several ask in the same words is asked once. Each is given what its own question selects of the answer, by the rule that all answers are held
 * against. Nobody is given an answer to a question that left before theirs: it may be older than what they have changed.
 */

interface Command {
  readonly input: { readonly [member: string]: unknown };
  readonly schema?: readonly unknown[];
}
type Send = (command: Command, ...more: unknown[]) => Promise<object>;

/** A question that has not left yet. */
interface Waiting {
  readonly command: Command;
  readonly answered: (output: object) => void;
  readonly failed: (error: unknown) => void;
}

/** How questions of an operation are put together: the list of what is asked for, and how many it takes. */
interface Rule {
  readonly ids: string;
  readonly most: number;
}

/**
 * Believed where no number is published: Elastic Load Balancing's for tags and load balancers is 20, and is taken for its others.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html (10), API_DescribeTasks.html (100),
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html (20), API_DescribeLoadBalancers.html (20)
 */
export const rules: { readonly [Service in ServiceId]?: { readonly [operation: string]: Rule } } = {
  ecs: {
    DescribeServices: { ids: 'services', most: 10 },
    DescribeTasks: { ids: 'tasks', most: 100 },
  },
  elbv2: {
    DescribeTags: { ids: 'ResourceArns', most: 20 },
    DescribeTargetGroups: { ids: 'TargetGroupArns', most: 20 },
    DescribeRules: { ids: 'RuleArns', most: 20 },
    DescribeListeners: { ids: 'ListenerArns', most: 20 },
    DescribeLoadBalancers: { ids: 'LoadBalancerArns', most: 20 },
  },
  ec2: {
    DescribeSecurityGroups: { ids: 'GroupIds', most: 100 },
    DescribeSecurityGroupRules: { ids: 'SecurityGroupRuleIds', most: 100 },
    DescribeSubnets: { ids: 'SubnetIds', most: 100 },
    DescribeRouteTables: { ids: 'RouteTableIds', most: 100 },
    DescribeNatGateways: { ids: 'NatGatewayIds', most: 100 },
    DescribeVpcEndpoints: { ids: 'VpcEndpointIds', most: 100 },
  },
};

/** Values of a filter. Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
const mostFilterValues = 200;

/** Waits until a call may leave. */
export type Turn = (call: Leaving) => Promise<HadTurn>;

/** The same senders, through which calls leave in their turn, and questions that wait for one together. */
export function together(senders: Senders, turn: Turn, answered: Answered = () => {}): Senders {
  return perService((service) => {
    const client: Pick<SdkClient, 'send'> = senders[service];
    const tell = (command: Command, output: object): void => {
      const step = stepOfCommand(command);
      const call = { service, operation: operationOf(command), input: command.input };
      answered({ ...(step !== undefined && { step }), ...call, output: withoutKinds(service, output) });
    };
    const gathering = new Gathering({
      async send(command, ...more) {
        const { pass } = turnOfCommand(command) ?? {};
        const sent = (client.send as unknown as Send).call(client, command, ...more);
        return pass ? runPaced(pass, () => sent) : sent;
      },
      async turn(command) {
        const call = { service, operation: operationOf(command), input: command.input, step: stepOfCommand(command) };
        noteTurn(command, await turn(call));
      },
      tell,
      rules: rules[service] ?? {},
    });
    return { send: (command: Command, ...more: unknown[]) => gathering.send(command, ...more) };
  }) as unknown as Senders;
}

interface Parts {
  /** Sends what has had its turn. */
  readonly send: Send;
  readonly turn: (command: Command) => Promise<void>;
  /** Called with each question and its own answer. */
  readonly tell: (command: Command, output: object) => void;
  readonly rules: { readonly [operation: string]: Rule };
}

class Gathering {
  readonly #parts: Parts;
  /** By what they have alike. */
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async send(command: Command, ...more: unknown[]): Promise<object> {
    const operation = operationOf(command);
    // What carries options of its own is somebody's who knows what they want.
    if (isMutating(operation) || more.length > 0 || hasStream(command)) {
      await this.#parts.turn(command);
      return this.#alone(command, ...more);
    }
    const rule = this.#parts.rules[operation];
    const { ids, with: others } = asked(command.input, rule);
    const isSplit = ids.length > 0 && isSelective(operation, outputOf(command), command.input);
    const key = `${operation} ${JSON.stringify(isSplit ? others([]) : command.input)}`;
    return new Promise((answered, failed) => {
      const before = this.#waiting.get(key);
      if (before) return before.push({ command, answered, failed });
      const group = [{ command, answered, failed }];
      this.#waiting.set(key, group);
      setImmediate(() => void this.#leave(key, group, rule));
    });
  }

  /** Until its turn has come, a call takes in who asks the same of others. */
  async #leave(key: string, group: Waiting[], rule: Rule | undefined): Promise<void> {
    for (let [first] = group; first; [first] = group) {
      try {
        await this.#parts.turn(first.command);
      } catch (error) {
        this.#waiting.delete(key);
        for (const it of group.splice(0)) it.failed(error);
        return;
      }
      void this.#ask(takenFrom(group, rule), rule);
    }
    this.#waiting.delete(key);
  }

  async #ask(bundle: readonly Waiting[], rule: Rule | undefined): Promise<void> {
    const [first, ...others] = bundle;
    if (!first) return;
    const { command, answered, failed } = first;
    if (others.length === 0) return void this.#alone(command).then(answered, failed);
    const ids = [...new Set(bundle.flatMap((it) => asked(it.command.input, rule).ids))];
    const Made = command.constructor as new (input: object) => Command;
    const whole = new Made(asked(command.input, rule).with(ids));
    standsFor(whole, command);
    try {
      const output = await this.#parts.send(whole);
      if (ids.length > 0 && isPaged(output)) return this.#askEach(bundle);
      for (const it of bundle) {
        const own = ownPart(it.command, output, rule);
        this.#parts.tell(it.command, own);
        it.answered(own);
      }
    } catch (error) {
      // One of them may be gone, and AWS then says nothing of the others. What came too fast is not asked more often for it.
      const isEveryones = ids.length === 0 || ['throttled', 'unclear'].includes(meaningOf(error, 'read'));
      if (!isEveryones) return this.#askEach(bundle);
      for (const it of bundle) it.failed(error);
    }
  }

  #askEach(bundle: readonly Waiting[]): void {
    for (const { command, answered, failed } of bundle)
      void this.#parts
        .turn(command)
        .then(() => this.#alone(command))
        .then(answered, failed);
  }

  async #alone(command: Command, ...more: unknown[]): Promise<object> {
    const output = await this.#parts.send(command, ...more);
    this.#parts.tell(command, output);
    return output;
  }
}

const outputOf = ({ schema }: Command) => shapeOf((schema?.[5] ?? 'unit') as $SchemaRef);
/** What is read once, and not by several. */
const hasStream = (command: Command): boolean => {
  const output = outputOf(command);
  return output.kind === 'structure' && output.members.some(({ shape }) => 'streaming' in shape.traits);
};
const operationOf = ({ schema }: Command): string => plainText(schema?.[2]);

/** Takes as many as one call has room for. Those that name no ids are the same question. */
function takenFrom(group: Waiting[], rule: Rule | undefined): Waiting[] {
  const ids = new Set<string>();
  const fits = ({ command }: Waiting): boolean => {
    const { ids: own, most } = asked(command.input, rule);
    const all = new Set([...ids, ...own]);
    if (ids.size > 0 && all.size > most) return false;
    for (const id of own) ids.add(id);
    return true;
  };
  const end = group.findIndex((it) => !fits(it));
  return group.splice(0, end < 0 ? group.length : end);
}

/** What a question asks for by ids: a list of them, or the values of its one filter. */
interface Asked {
  readonly ids: readonly string[];
  readonly most: number;
  /** The question for others. */
  with(ids: readonly string[]): object;
}

function asked(input: Command['input'], rule: Rule | undefined): Asked {
  const named = rule && textsIn(input[rule.ids]);
  if (named) return { ids: named, most: rule.most, with: (ids) => ({ ...input, [rule.ids]: ids }) };
  const { Filters } = input;
  const [filter, ...others] = (Array.isArray(Filters) ? Filters : []) as { Name?: string; Values?: unknown }[];
  const values = filter && others.length === 0 ? textsIn(filter.Values) : undefined;
  if (values?.every((it) => !/[*?]/.test(it)))
    return {
      ids: values,
      most: mostFilterValues,
      with: (ids) => ({ ...input, Filters: [{ ...filter, Values: ids }] }),
    };
  return { ids: [], most: Infinity, with: () => input };
}

const textsIn = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.every((it) => typeof it === 'string') ? value : undefined;

/** More is to be had: nobody knows whose that is. */
const isPaged = (output: object): boolean =>
  ['NextToken', 'nextToken', 'NextMarker', 'Marker'].some((member) => typeof memberOf(output, member) === 'string');

const memberOf = (of: object, name: string): unknown => (of as { readonly [member: string]: unknown })[name];

/** What one of several questions selects of their answer. */
function ownPart(command: Command, whole: object, rule: Rule | undefined): object {
  const { input } = command;
  const output = structuredClone(whole) as { failures?: readonly { readonly arn?: string }[] };
  keepSelected(operationOf(command), outputOf(command), input, output);
  // ECS tells of each that is not there.
  const { ids } = asked(input, rule);
  if (output.failures) output.failures = output.failures.filter(({ arn }) => ids.some((id) => isSame(arn, id)));
  return output;
}
