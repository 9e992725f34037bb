import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { Table } from './table.js';
import type { World } from './world.js';

/**
 * An AWS service of the sandbox: how its requests are recognised on the wire, and a typed handler for each operation
 * that it has. An operation without a handler answers 501.
 */
export interface Service {
  /** Its id in the registry, `src/aws/services.ts`. */
  readonly id: string;
  readonly wire: Wire;
  readonly operations: readonly Operation[];
  /** The modelled errors its handlers throw: they carry each error's wire code, status and members. */
  readonly errors: readonly StaticErrorSchema[];
  readonly timers: readonly Timer<never>[];
  /** What it does when a service that it depends on sends a signal. That service does not know who reacts. */
  readonly reactions?: readonly Reaction<never>[];
  /** Absent for a service whose resources have no tags. */
  readonly tagsByArn?: TagsByArn;
  /** What the Resource Groups Tagging API finds of it; absent where that is nothing. */
  readonly taggedResources?: TaggedResources;
}

/** All that there is of a service and can bear tags, as the Resource Groups Tagging API knows it. */
export type TaggedResources = (context: Context) => readonly TaggedResource[];
export interface TaggedResource {
  readonly arn: string;
  readonly tags: { readonly [key: string]: string };
}

/**
 * The tags of the resource with this ARN, for conditions of policies.
 * @param resource the part of the ARN that follows the account
 * @returns undefined where there is no such resource
 */
export type TagsByArn = (
  context: Context,
  resource: string,
  arn: string,
) => { readonly [key: string]: string } | undefined;
/** `task-definition/web:1` → `web:1` */
export const lastPart = (resource: string): string => resource.slice(resource.lastIndexOf('/') + 1);

/** The protocol of a service, and what its requests are recognised by. */
export type Wire =
  | {
      readonly protocol: 'ec2Query' | 'awsQuery';
      readonly signingName: string;
      readonly version: string;
      readonly xmlns: string;
    }
  | { readonly protocol: 'awsJson1_0' | 'awsJson1_1'; readonly signingName: string; readonly targetPrefix: string }
  | { readonly protocol: 'restJson1'; readonly signingName: string }
  | { readonly protocol: 'restXml'; readonly signingName: string; readonly xmlns: string };

export interface Operation {
  readonly schema: StaticOperationSchema;
  handle(input: object, context: Context): object;
}

/** What a handler or a timer works with: the world as this caller, in this region, sees it. */
export interface Context {
  readonly world: World;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** The key that the request was signed with; absent where nobody asks, as in timers. */
  readonly accessKeyId?: string | undefined;
  /** The time that clients see, for members like `CreateTime`. Delays and deadlines use `due`. */
  readonly now: Date;
  /** `id('vpc')` is `vpc-0123456789abcdef0`: 17 hexadecimal digits, as EC2 makes them. */
  id(prefix: string): string;
  /** What `world.elapsed` will be when this many seconds of AWS's time have passed. */
  due(seconds: number): number;
  /** Runs a timer when this many seconds of AWS's time have passed. */
  after<Args>(seconds: number, timer: Timer<Args>, args: Args): void;
  /** Runs the reactions of all services to a signal. @returns whether any service reacts to it */
  emit<Args>(signal: Signal<Args>, args: Args): boolean;
}

/** Something that happens later without a request. `args` is plain JSON, because it is saved with the world. */
export interface Timer<Args> {
  /** Unique over all services: `ecs/task-starts`. */
  readonly name: string;
  /** No client waits for it, so `instant` does not leap ahead to it. */
  readonly isBackground: boolean;
  run(context: Context, args: Args): void;
}
export const timer = <Args>(name: string, run: (context: Context, args: Args) => void): Timer<Args> => ({
  name,
  isBackground: false,
  run,
});
/**
 * A timer that nobody waits for. It removes what AWS shows for a while after its end (a terminated instance, a stopped task),
 * or it comes again and again, as a schedule does.
 */
export const backgroundTimer = <Args>(name: string, run: (context: Context, args: Args) => void): Timer<Args> => ({
  ...timer(name, run),
  isBackground: true,
});

/**
 * An event of one service that others react to: an instance runs, a group is changed. The service emits it without
 * knowing who reacts. The others list their reactions in their own descriptions.
 */
export interface Signal<Args> {
  /** Unique over all services: `ec2/instance-changed`. */
  readonly name: string;
  /** Never set. It ties the type of the arguments to the signal. */
  with?(args: Args): void;
}
export const signal = <Args>(name: string): Signal<Args> => ({ name });

export interface Reaction<Args> {
  readonly signal: Signal<Args>;
  react(context: Context, args: Args): void;
}
/** What a service does when something happens. */
export const when = <Args>(to: Signal<Args>, react: (context: Context, args: Args) => void): Reaction<Args> => ({
  signal: to,
  react,
});

/** An SDK command, by the two members its input and output types can be read from. */
export interface AnyCommand {
  readonly input: object;
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: object }>;
}
/** A command class of the SDK: it carries its operation's schema and both its types. */
export type CommandClass<C extends AnyCommand = AnyCommand> = new (...input: never[]) => C;
export type OutputOf<C extends AnyCommand> = Omit<
  Awaited<ReturnType<ReturnType<C['resolveMiddleware']>>>['output'],
  '$metadata'
>;

/**
 * An operation's handler, typed by the SDK itself: `on(CreateVpcCommand, (input, context) => ({ Vpc }))`.
 * It validates everything before it changes anything, and throws `AwsError` as AWS would.
 */
export function on<C extends AnyCommand>(
  Command: CommandClass<C>,
  handle: (input: C['input'], context: Context) => OutputOf<C>,
): Operation {
  let schema: StaticOperationSchema | undefined;
  return {
    // Read when somebody calls the service: all operations of all services are listed whenever the sandbox begins.
    get schema() {
      return (schema ??= schemaOf(Command));
    },
    handle: (input, context) => handle(input, context),
  };
}

/** The operation's schema that a command class carries. */
export function schemaOf(Command: CommandClass): StaticOperationSchema {
  const { schema } = new (Command as new (input: never) => { schema?: StaticOperationSchema })({} as never);
  if (!schema) throw new Error('this version of the SDK has no schemas in its commands; 3.983 or later has');
  return schema;
}

/** A table of this service whose rows differ by region. `name` is unique over all services: `ec2/vpcs`. */
export const regional =
  <T>(name: string) =>
  ({ world, region }: Pick<Context, 'world' | 'region'>): Table<T> =>
    world.table<T>(`${region}/${name}`);
/** A table whose rows are the same in every region: IAM's. */
export const global =
  <T>(name: string) =>
  ({ world }: Pick<Context, 'world'>): Table<T> =>
    world.table<T>(`global/${name}`);

/**
 * An error as AWS answers it.
 * @param code the modelled shape's name (`NoSuchEntityException`), or the bare code where the service models none (EC2)
 * @param members what the modelled error carries besides the message, e.g. `NamespaceId`
 */
export class AwsError extends Error {
  readonly status: number | undefined;
  readonly members: { readonly [member: string]: unknown };
  constructor(
    readonly code: string,
    message: string,
    more: { readonly status?: number; readonly members?: { readonly [member: string]: unknown } } = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.status = more.status;
    this.members = more.members ?? {};
  }
}
