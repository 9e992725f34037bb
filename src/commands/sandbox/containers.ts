import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { all } from '../../all.js';
import { messageOf } from '../../aws-errors.js';
import { monotonicNow } from '../../clock.js';
import { FailureError } from '../../failure.js';
import { optionArguments, type Builder } from '../../image/builder.js';
import { run } from '../../image/command.js';
import {
  execArguments,
  isRunningArguments,
  labelledArguments,
  removeArguments,
  runCall,
  stopArguments,
} from '../../image/container.js';
import { findBuilder } from '../../image/find-builder.js';
import { portsOf, type Launch, type LaunchOf, type RunningContainer } from '../../sandbox/processes/launch.js';
import { freePort } from '../../sandbox/processes/loopback.js';
import { builtImage } from './built-image.js';

/**
 * Runs containers themselves, with docker, podman or finch: images that stacks of this directory build are built, others are pulled.
 * @param states the directory of the states
 * @param env where the engine is found, and what its program reads
 * @throws FailureError `bad-usage` where no engine answers
 */
export async function containersBy(states: string, env: NodeJS.ProcessEnv): Promise<LaunchOf> {
  const { builder, silent } = await findBuilder({ env });
  if (builder) return new Engine(builder, states, env).launchOf;
  const found = silent.map(
    ({ command, said }) => `\`${command}\` ${said === undefined ? 'does not answer' : `says: ${said}`}`,
  );
  throw new FailureError({
    code: 'bad-usage',
    message: `no container can be run here: ${found.length > 0 ? found.join('; ') : 'none of docker, podman and finch is on PATH'}`,
    hint: '--run processes: the programs of your Dockerfiles, outside of containers; without --run, stand-ins answer',
  });
}

/** Seconds after which nobody waits any more until the first container of a task runs, whose network the others share. */
const networkWithin = 30;

class Engine {
  readonly #builder: Builder;
  readonly #states: string;
  readonly #env: NodeJS.ProcessEnv;
  /** What all containers of this world bear. */
  readonly #label: string;
  readonly #images = new Map<string, Promise<string>>();
  readonly #ports = new Map<string, Promise<ReadonlyMap<number, number>>>();
  #cleared: Promise<void> | undefined;

  constructor(builder: Builder, states: string, env: NodeJS.ProcessEnv) {
    this.#builder = builder;
    this.#states = states;
    this.#env = env;
    this.#label = `provision.sandbox=${createHash('sha256').update(states).digest('hex').slice(0, 16)}`;
  }

  readonly launchOf: LaunchOf = async (container) => {
    // Whoever starts containers serves the world, so those that are left are of one that was killed.
    await (this.#cleared ??= this.#removeLeft());
    const { definition, taskArn, ofTask } = container;
    const image = await this.#imageOf(definition.image ?? '');
    const first = firstOf(ofTask);
    const ports = await this.#portsOf(taskArn, ofTask);
    const name = nameOf(container);
    const network = first.name === container.name ? undefined : nameOf({ taskArn, name: first.name ?? '' });
    if (network !== undefined) {
      // Without its image it never runs.
      await this.#imageOf(first.image ?? '');
      await this.#untilRuns(network);
    }
    const [builder, env] = [this.#builder, this.#env];
    const call = runCall({ name, label: this.#label, image, definition, network, ports, env });
    const seconds = definition.stopTimeout ?? 30;
    const ask = (args: readonly string[]) => this.#run(args).then(() => undefined);
    const wanted = portsOf(definition);
    const own = new Map([...ports].filter(([port]) => wanted.includes(port)));
    return {
      ...{ by: 'container', file: builder.file, ...call, ports: own },
      what: `holds the container ${name} of ${builder.name}${portsText(own)}`,
      advice: 'the program is to listen at the ports of its definition, on all addresses and not on localhost alone',
      // The engine has ended it by then.
      stopTimeoutMs: (seconds + 5) * 1000,
      stop: () => ask(stopArguments(name, seconds)),
      kill: () => ask(removeArguments(name)),
      inside: {
        before: [builder.file, ...execArguments(name, { isTerminal: false })],
        beforeOnTerminal: [builder.file, ...execArguments(name, { isTerminal: true })],
        env: {},
      },
    } satisfies Launch;
  };

  /** The image, as the engine knows it, once it is there. @throws Error with the reason, in words */
  #imageOf(image: string): Promise<string> {
    const known = this.#images.get(image);
    if (known) return known;
    const made = this.#fetched(image);
    this.#images.set(image, made);
    // The next container tries again.
    made.catch(() => this.#images.delete(image));
    return made;
  }

  async #fetched(image: string): Promise<string> {
    const built = await builtImage(this.#states, image);
    if (built) {
      const { directory, options } = built;
      // Of the machine's own kind: what a task of another one does is for the real platform to show.
      const tag = `provision-sandbox/${image.split('/').slice(1).join('/')}`;
      await this.#required(['build', ...optionArguments(directory, options), '--tag', tag, directory], 'build');
      return tag;
    }
    if (isOfSandbox(image))
      throw new Error(`the registry of the sandbox has no layers, so a stand-in answers for ${image}`);
    if ((await this.#run(['image', 'inspect', image])).exitCode !== 0) await this.#required(['pull', image], 'pull');
    return image;
  }

  async #required(args: readonly string[], what: string): Promise<void> {
    const { exitCode, output } = await this.#run(args);
    if (exitCode !== 0)
      throw new Error(`${this.#builder.name} ${what} failed, so a stand-in answers: ${output.slice(-3).join(' ')}`);
  }

  /** Never rejects. */
  #run(args: readonly string[]): Promise<{ readonly exitCode: number | null; readonly output: readonly string[] }> {
    return run({ file: this.#builder.file, arguments: args, env: this.#env }).catch((error: unknown) => ({
      exitCode: null,
      output: [messageOf(error)],
    }));
  }

  /** All containers of a task have one network, as on AWS, so the ports are the task's. */
  #portsOf(taskArn: string, ofTask: RunningContainer['ofTask']): Promise<ReadonlyMap<number, number>> {
    const known = this.#ports.get(taskArn);
    if (known) return known;
    const wanted = [...new Set(ofTask.flatMap(portsOf))];
    const found = all(wanted.map(async (port) => [port, await freePort()] as const)).then((it) => new Map(it));
    this.#ports.set(taskArn, found);
    return found;
  }

  async #untilRuns(name: string): Promise<void> {
    for (const until = monotonicNow() + networkWithin * 1000; monotonicNow() < until;) {
      const { output } = await this.#run(isRunningArguments(name));
      if (output.at(-1) === 'true') return;
      await pause(200);
    }
    throw new Error(`the container ${name}, whose network it shares, does not run, so a stand-in answers`);
  }

  async #removeLeft(): Promise<void> {
    const { exitCode, output } = await this.#run(labelledArguments(this.#label));
    if (exitCode === 0 && output.length > 0) await this.#run(removeArguments(...output));
  }
}

/** The one whose network the others of a task share: it is there as long as the task is. */
const firstOf = (ofTask: RunningContainer['ofTask']) =>
  ofTask.find(({ essential = true }) => essential) ?? ofTask[0] ?? {};

/** One name in all of the engine: the tasks of a world have ids of their own. */
const nameOf = ({ taskArn, name }: Pick<RunningContainer, 'taskArn' | 'name'>): string =>
  `provision-${taskArn.split('/').at(-1)?.slice(0, 12)}-${name}`;

const portsText = (ports: ReadonlyMap<number, number>): string =>
  ports.size === 0
    ? ''
    : `; ${[...ports].map(([port, here]) => `its port ${port} is ${here}`).join(', ')} of 127.0.0.1`;

const isOfSandbox = (image: string): boolean => /^0{12}\.dkr\.ecr\./.test(image);
