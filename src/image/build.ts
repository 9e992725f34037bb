import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { messageOf } from '../aws-errors.js';
import type { Emit } from '../events.js';
import { FailureError } from '../failure.js';
import { required, type Cloud, type ImageOrder } from '../step.js';
import { buildArguments, loginArguments, pushArguments, type Builder, type BuiltOf } from './builder.js';
import { run } from './command.js';

export interface Workshop {
  readonly emit: Emit;
  /** For the builder: where its daemon is, its configuration, a proxy. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}
/** What is being done, as failures tell of it. */
type Doing = 'log in' | 'build' | 'push';
interface Job extends Workshop {
  readonly builder: Builder;
  readonly step: string;
  /** `repositoryUri:tag` */
  readonly image: string;
}

/**
 * Builds images and pushes them, with a builder that is on this machine. It logs in once for all images of a
 * registry: builders keep logins in a file that two of them at once would spoil.
 */
export class Build {
  readonly #workshop: Workshop;
  readonly #logins = new Map<string, Promise<void>>();

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
  }

  /** @throws FailureError `image-not-built`; what the workshop's signal was aborted with */
  async put(builder: Builder, cloud: Cloud, order: ImageOrder & BuiltOf): Promise<void> {
    const { repositoryUri, imageTag, directory } = order;
    const image = `${repositoryUri}:${imageTag}`;
    const job: Job = { ...this.#workshop, builder, step: cloud.tags['provision:step'] ?? '', image };
    const host = repositoryUri.split('/')[0] ?? '';
    // First, because an image may be built from another one in the same registry.
    await this.#login(host, job, cloud);
    tell(job, `${builder.name} is building ${image} from ${directory}`);
    await work(job, 'build', buildArguments(image, order));
    tell(job, `${builder.name} is pushing ${image}`);
    await work(job, 'push', pushArguments(builder, image, order));
  }

  /** Tokens last for twelve hours: longer than any run. */
  async #login(host: string, job: Job, cloud: Cloud): Promise<void> {
    const known = this.#logins.get(host);
    if (known) return known;
    const login = (async () => work(job, 'log in', loginArguments(host), await password(cloud)))();
    this.#logins.set(host, login);
    // The next one tries again.
    login.catch(() => this.#logins.delete(host));
    return login;
  }
}

const tell = ({ emit, step }: Job, why: string) => emit({ type: 'wait', step, why, seconds: 0 });

/** The token is `AWS:password` in base64. It is nowhere but in this process and on the builder's standard input. */
async function password({ ecr }: Cloud): Promise<string> {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const token = required(authorizationData?.[0]?.authorizationToken, 'authorizationToken');
  return Buffer.from(token, 'base64').toString().replace(/^AWS:/, '');
}

/**
 * Has the builder do one thing.
 * @param input for its standard input, and for nobody else
 */
async function work(job: Job, doing: Doing, args: readonly string[], input = ''): Promise<void> {
  const { builder, step, image, signal } = job;
  // An attestation would make two images of one, in a list that ECR shows as a third.
  const env = { ...job.env, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };
  const ended = run({ file: builder.file, arguments: args, env, input, signal }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    return { exitCode: null, output: [messageOf(error)] };
  });
  const { exitCode, output } = await ended;
  if (exitCode === 0) return;
  throw new FailureError({
    code: 'image-not-built',
    step,
    image,
    doing,
    command: [builder.name, ...args],
    exitCode,
    output: input ? output.map((line) => line.replaceAll(input, '***')) : output,
  });
}
