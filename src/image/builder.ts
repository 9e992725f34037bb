import type { ImageOrder } from '../step.js';

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

export const buildArguments = (image: string, { architecture, directory }: BuildSource): string[] => [
  'build',
  ...platformOf(architecture),
  '--tag',
  image,
  directory,
];
export interface BuildSource {
  readonly architecture: Architecture;
  readonly directory: string;
}

/** Without --platform, finch pushes only an image for the platform of its own machine. */
export const pushArguments = ({ name }: Builder, image: string, { architecture }: BuildSource): string[] => [
  'push',
  ...(name === 'finch' ? platformOf(architecture) : []),
  image,
];
