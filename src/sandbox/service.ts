import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { Table, World } from './world.js';

/**
 * How one AWS service is described to the sandbox: how its requests are recognised on the wire, and a typed
 * handler for each operation it has. An operation without a handler answers 501.
 */
export interface Service {
  /** The SDK's signing-style short name: `ec2`, `elbv2`, `apigatewayv2`, … */
  readonly id: string;
  readonly wire: Wire;
  readonly operations: readonly Operation[];
  /** The modelled errors its handlers throw: they carry each error's wire code, status and members. */
  readonly errors: readonly StaticErrorSchema[];
  readonly timers: readonly Timer<never>[];
}

/** How a service's requests are told apart, and which protocol they speak. */
export type Wire =
  | { readonly protocol: 'ec2Query' | 'awsQuery'; readonly signingName: string; readonly version: string; readonly xmlns: string }
  | { readonly protocol: 'awsJson1_0' | 'awsJson1_1'; readonly signingName: string; readonly targetPrefix: string }
  | { readonly protocol: 'restJson1'; readonly signingName: string };

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
  /** The sandbox's time. */
  readonly now: Date;
  /** `id('vpc')` is `vpc-0123456789abcdef0`: 17 hexadecimal digits, as EC2 makes them. */
  id(prefix: string): string;
  /** What `world.time` will be when this many seconds have passed, as `after` counts them: delays are compressed. */
  due(seconds: number): number;
  /** Something happens by itself when this many seconds of the sandbox's time have passed. */
  after<Args>(seconds: number, timer: Timer<Args>, args: Args): void;
}

/** Something that happens by itself later. `args` is plain JSON: it outlives the process. */
export interface Timer<Args> {
  /** Unique over all services: `ecs/task-starts`. */
  readonly name: string;
  run(context: Context, args: Args): void;
}
export const timer = <Args>(name: string, run: (context: Context, args: Args) => void): Timer<Args> => ({ name, run });

/** An SDK command, by the two members its input and output types can be read from. */
interface AnyCommand {
  readonly input: object;
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: object }>;
}
/** A command class of the SDK: it carries its operation's schema and both its types. */
export type CommandClass<C extends AnyCommand = AnyCommand> = new (...input: never[]) => C;
type OutputOf<C extends AnyCommand> = Omit<Awaited<ReturnType<ReturnType<C['resolveMiddleware']>>>['output'], '$metadata'>;

/**
 * An operation's handler, typed by the SDK itself: `on(CreateVpcCommand, (input, context) => ({ Vpc }))`.
 * It validates everything before it changes anything, and throws `AwsError` as AWS would.
 */
export function on<C extends AnyCommand>(
  Command: CommandClass<C>,
  handle: (input: C['input'], context: Context) => OutputOf<C>,
): Operation {
  return { schema: schemaOf(Command), handle: (input, context) => handle(input, context) };
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
  ({ world }: Context): Table<T> =>
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
