import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { messageOf } from '../aws-errors.js';
import type { Emit } from '../events.js';
import { FailureError } from '../failure.js';
import { required, type Cloud, type ImageOrder } from '../step.js';
import { withoutVariables } from '../hidden-values.js';
import { buildArguments, loginArguments, pushArguments, type Builder, type BuildSource } from './builder.js';
import { run } from './command.js';

export interface BuildEnvironment {
  readonly emit: Emit;
  /** For the builder: where its daemon is, its configuration, a proxy. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** See `BuilderSearch`. */
  engineLimit?(builder: string): AbortSignal;
}
/** The part of the work, as failures name it. */
type BuildPhase = 'log in' | 'build' | 'push';
interface Job extends BuildEnvironment {
  readonly builder: Builder;
  readonly step: string;
  /** `repositoryUri:tag` */
  readonly image: string;
}

/**
 * Builds images and pushes them, with a builder on this machine. It logs in once for all images of a registry, because
 * builders keep logins in one file, which two logins at the same time could damage.
 */
export class ImageBuild {
  readonly #environment: BuildEnvironment;
  readonly #logins = new Map<string, Promise<void>>();

  constructor(environment: BuildEnvironment) {
    this.#environment = environment;
  }

  /** @throws FailureError `image-not-built`; what the environment's signal was aborted with */
  async put(builder: Builder, cloud: Cloud, order: ImageOrder & BuildSource): Promise<void> {
    const { repositoryUri, imageTag, directory } = order;
    const image = `${repositoryUri}:${imageTag}`;
    const job: Job = { ...this.#environment, builder, step: cloud.tags['provision:step'] ?? '', image };
    const host = repositoryUri.split('/')[0] ?? '';
    // Log in first: the image may be built from another one in the same registry.
    await this.#login(host, job, cloud);
    emitProgress(job, `${builder.name} is building ${image} from ${directory}`);
    const shown = buildArguments(image, { ...order, options: withoutVariables(order.options) });
    await runBuilder(job, 'build', buildArguments(image, order), { shown });
    emitProgress(job, `${builder.name} is pushing ${image}`);
    await runBuilder(job, 'push', pushArguments(builder, image, order));
  }

  /** Logs in to a registry once. A token is valid for twelve hours, longer than any run. */
  async #login(host: string, job: Job, cloud: Cloud): Promise<void> {
    const known = this.#logins.get(host);
    if (known) return known;
    const login = (async () => runBuilder(job, 'log in', loginArguments(host), { input: await password(cloud) }))();
    this.#logins.set(host, login);
    // After a failure, the next image tries again.
    login.catch(() => this.#logins.delete(host));
    return login;
  }
}

const emitProgress = ({ emit, step }: Job, why: string) => emit({ type: 'wait', step, why, seconds: 0 });

/** The token is `AWS:password` in base64. The password goes to the builder's standard input and nowhere else. */
async function password({ ecr }: Cloud): Promise<string> {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const token = required(authorizationData?.[0]?.authorizationToken, 'authorizationToken');
  return Buffer.from(token, 'base64').toString().replace(/^AWS:/, '');
}

/**
 * Runs the builder once.
 * @param more.input for its standard input; it is secret, and removed from the output in a failure
 * @param more.shown the arguments as a failure shows them
 */
async function runBuilder(
  job: Job,
  phase: BuildPhase,
  args: readonly string[],
  { input = '', shown = args }: { readonly input?: string; readonly shown?: readonly string[] } = {},
): Promise<void> {
  const { builder, step, image, signal } = job;
  // With an attestation, one build would push two images and an index, which ECR lists as three.
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
    doing: phase,
    command: [builder.name, ...shown],
    exitCode,
    output: input ? output.map((line) => line.replaceAll(input, '***')) : output,
  });
}
