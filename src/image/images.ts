import { access } from 'node:fs/promises';
import { FailureError, type Failure } from '../failure.js';
import type { BuildOptions, Cloud, ImageOrder, Images } from '../step.js';
import { ImageBuild, type BuildEnvironment } from './build.js';
import { withoutVariables } from '../hidden-values.js';
import { dockerfileIn, optionArguments, platforms } from './builder.js';
import { findBuilder, type BuilderSearchResult, type SilentBuilder } from './find-builder.js';
import { putStandIn } from './stand-in.js';

/**
 * Returns the `Images` of a run: it builds images with a builder on PATH and pushes them. The sandbox has ECR's API
 * and no registry to push to, so there a stand-in is put through the API, and an event says so.
 */
export function openImages(environment: BuildEnvironment): Images {
  const build = new ImageBuild(environment);
  let search: Promise<BuilderSearchResult> | undefined;
  /** Looks for a builder once in a run, when the first image needs it. */
  const find = () => (search ??= findBuilder(environment));
  return {
    async put(cloud, order) {
      const { directory, options } = order;
      if (directory === undefined) throw imageMissing(cloud, order, 'no-build');
      if (!(await hasDockerfile(directory, options))) throw imageMissing(cloud, order, 'no-dockerfile');
      if (!hasRegistry(cloud, order)) return putStandInWithNotice(environment, cloud, order);
      const { builder, silent } = await find();
      if (!builder) throw imageMissing(cloud, order, silent.length > 0 ? 'no-engine' : 'no-builder', silent);
      const names = silent.map(({ name }) => name).join(' and ');
      if (names) emitNotice(environment, cloud, `no engine of ${names} answers: ${builder.name} builds instead`);
      await build.put(builder, cloud, { ...order, directory });
    },
    async requireBuilder({ account, tags }, { directory, options }) {
      // Which address the repository of an emulator will have, nobody knows yet.
      if (directory === undefined || !hasRegistryAt(account) || !(await hasDockerfile(directory, options))) return;
      const { builder, silent } = await find();
      if (builder) return;
      throw new FailureError({ code: 'image-not-buildable', step: tags['provision:step'] ?? '', directory, silent });
    },
  };
}

/**
 * Whether images can be pushed to the repository's address. An account number of zeros belongs to an emulator, not to
 * AWS; a push to the AWS address that the emulator returns would go to AWS itself.
 */
const hasRegistry = ({ account }: Cloud, { repositoryUri }: ImageOrder): boolean =>
  hasRegistryAt(account) || !/^[^/]+\.amazonaws\.com(\.cn)?\//.test(repositoryUri);

const hasDockerfile = (directory: string, options: BuildOptions | undefined): Promise<boolean> =>
  access(dockerfileIn(directory, options)).then(
    () => true,
    () => false,
  );

/** Whether the AWS addresses that ECR returns for this account lead to a registry. */
export const hasRegistryAt = (account: string): boolean => !/^0+$/.test(account);

async function putStandInWithNotice({ emit }: BuildEnvironment, cloud: Cloud, order: ImageOrder): Promise<void> {
  await putStandIn(cloud, order);
  const why = 'a stand-in: nothing was built, because the sandbox runs no containers and has no registry to push to';
  emitNotice({ emit }, cloud, why);
}

/** Emits a message that stays beside the step when the step has ended. */
const emitNotice = ({ emit }: Pick<BuildEnvironment, 'emit'>, cloud: Cloud, why: string) =>
  emit({ type: 'wait', step: cloud.tags['provision:step'] ?? '', why, seconds: 0, lasting: true });

type Why = Extract<Failure, { code: 'image-missing' }>['why'];

/** An image is not in its repository, and the run cannot put it there. */
export function imageMissing(
  cloud: Cloud,
  order: ImageOrder,
  why: Why,
  silent: readonly SilentBuilder[] = [],
): FailureError {
  const { repositoryUri, imageTag, directory, architecture, options } = order;
  return new FailureError({
    code: 'image-missing',
    step: cloud.tags['provision:step'] ?? '',
    image: `${repositoryUri}:${imageTag}`,
    region: cloud.region,
    why,
    platform: platforms[architecture],
    ...(directory === undefined ? {} : { directory }),
    ...(directory !== undefined && options && { options: optionArguments(directory, withoutVariables(options)) }),
    pushable: hasRegistry(cloud, order),
    ...(silent.length > 0 && { silent }),
  });
}
