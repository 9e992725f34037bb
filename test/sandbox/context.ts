import { contextOf, advanceWorld } from '../../src/sandbox/context.js';
import { services as all } from '../../src/sandbox/services/index.js';
import { AwsError, schemaOf, type CommandClass, type Context, type Service } from '../../src/sandbox/service.js';
import { World } from '../../src/sandbox/world.js';
import { withoutDelays } from './without-delays.js';

/** When every test's world begins. */
const beginning = Date.parse('2026-01-01T00:00:00Z');

type InputOf<Command extends CommandClass> = InstanceType<Command>['input'];
type OutputOf<Command extends CommandClass> = Omit<
  Awaited<ReturnType<ReturnType<InstanceType<Command>['resolveMiddleware']>>>['output'],
  '$metadata'
>;

/** A world without a wire in front: operations are called directly, time passes when the test says so. */
export interface TestContext {
  readonly world: World;
  /** The context a handler would get at this very moment: for functions that services export to each other. */
  context(): Context;
  /** Calls an operation's handler, typed by the SDK's command as `on` is. Throws `AwsError` as the handler does. */
  call<Command extends CommandClass>(service: Service, command: Command, input: InputOf<Command>): OutputOf<Command>;
  /** The error that a call ends in; the test fails where it succeeds. */
  refusal<Command extends CommandClass>(service: Service, command: Command, input: InputOf<Command>): AwsError;
  /** Lets time pass and runs what falls due: the timers of AWS, of `services`, and of those whose operations were called. */
  pass(seconds: number, ...services: readonly Service[]): void;
  /** What a request finds gone by at `instant`, where no real time has passed. */
  poll(): void;
}

/**
 * All of AWS is there, because services follow what others do: an instance with ECS's image starts an agent.
 * @param services those besides whose timers `pass` may run; a service that was called is known from then on
 */
export function testContext({
  region = 'us-east-1',
  services = [] as readonly Service[],
  world = newWorld(),
} = {}): TestContext {
  const known = new Set([...all, ...services]);
  const context = () => contextOf(world, [...known], region);
  const it: TestContext = {
    world,
    context,
    call(service, command, input) {
      known.add(service);
      return handlerOf(service, command)(input, context()) as OutputOf<typeof command>;
    },
    refusal(service, command, input) {
      const answer = attempt(() => it.call(service, command, input));
      if (answer instanceof AwsError) return answer;
      throw new Error(`${schemaOf(command)[2]} was expected to be refused; it answered ${JSON.stringify(answer)}`);
    },
    pass(seconds, ...more) {
      advanceWorld(world, [...known, ...more], world.time + seconds * 1000);
    },
    poll: () => void advanceWorld(world, [...known], world.time, Infinity),
  };
  return it;
}

const newWorld = () => withoutDelays(new World(beginning, 'test'));

function handlerOf(service: Service, command: CommandClass) {
  const name = schemaOf(command)[2];
  const operation = service.operations.find(({ schema }) => schema[2] === name);
  if (!operation) throw new Error(`${service.id} has no operation ${name}`);
  return operation.handle;
}

/** What `run` returns, or the `AwsError` it throws; any other error passes. */
function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
