import { join } from 'node:path';
import type { BuildOptions, ImageOrder } from '../step.js';

/** A program that builds and pushes images, with the same command line as Docker. */
export interface Builder {
  readonly name: string;
  /** Absolute path of the program. */
  readonly file: string;
}

type Architecture = ImageOrder['architecture'];
/** Always given: the machine that builds may have other processors than those that tasks run on. */
const platformOf = (architecture: Architecture): string[] => ['--platform', platforms[architecture]];
export const platforms = { x86_64: 'linux/amd64', arm64: 'linux/arm64' } as const;

export const loginArguments = (host: string): string[] => ['login', '--username', 'AWS', '--password-stdin', host];

export const buildArguments = (image: string, { architecture, directory, options }: BuildSource): string[] => [
  'build',
  ...platformOf(architecture),
  ...optionArguments(directory, options),
  '--tag',
  image,
  directory,
];
export interface BuildSource {
  readonly architecture: Architecture;
  readonly directory: string;
  readonly options?: BuildOptions | undefined;
}

/**
 * What a Dockerfile of another name, arguments and a stage are on the command line.
 * Source: https://docs.docker.com/reference/cli/docker/buildx/build/; podman and finch have the same options
 */
export const optionArguments = (directory: string, options: BuildOptions = {}): string[] => {
  const { dockerfile, buildArgs = {}, target } = options;
  return [
    ...(dockerfile === undefined ? [] : ['--file', join(directory, dockerfile)]),
    ...Object.entries(buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...(target === undefined ? [] : ['--target', target]),
  ];
};

/** Where the Dockerfile is. */
export const dockerfileIn = (directory: string, { dockerfile = 'Dockerfile' }: BuildOptions = {}): string =>
  join(directory, dockerfile);

/** Without --platform, finch pushes only an image for the platform of its own machine. */
export const pushArguments = ({ name }: Builder, image: string, { architecture }: BuildSource): string[] => [
  'push',
  ...(name === 'finch' ? platformOf(architecture) : []),
  image,
];
