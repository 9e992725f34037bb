import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ImageOrder } from '../step.js';

/** A program that builds and pushes images, with Docker's words for it. */
export interface Builder {
  readonly name: string;
  /** Absolute. */
  readonly file: string;
}

const names = ['docker', 'podman', 'finch'] as const;

/** The first of docker, podman and finch that is on PATH, whichever directory of it that is in. */
export async function findBuilder(path = ''): Promise<Builder | undefined> {
  const directories = path.split(delimiter).filter((directory) => directory !== '');
  const extension = process.platform === 'win32' ? '.exe' : '';
  for (const name of names)
    for (const directory of directories) {
      const file = join(directory, `${name}${extension}`);
      if (await isExecutable(file)) return { name, file };
    }
  return undefined;
}

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

type Architecture = ImageOrder['architecture'];
/** Said always: the machine that builds may have other processors than those that tasks run on. */
const platformOf = (architecture: Architecture): string[] => ['--platform', platforms[architecture]];
export const platforms = { x86_64: 'linux/amd64', arm64: 'linux/arm64' } as const;

export const loginArguments = (host: string): string[] => ['login', '--username', 'AWS', '--password-stdin', host];

export const buildArguments = (image: string, { architecture, directory }: BuiltOf): string[] => [
  'build', ...platformOf(architecture), '--tag', image, directory,
];
export interface BuiltOf {
  readonly architecture: Architecture;
  readonly directory: string;
}

/** finch pushes what is of its own machine's platform unless told. */
export const pushArguments = ({ name }: Builder, image: string, { architecture }: BuiltOf): string[] => [
  'push', ...(name === 'finch' ? platformOf(architecture) : []), image,
];
