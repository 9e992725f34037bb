import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { all } from '../../all.js';
import type { Failure } from '../../failure.js';
import { didYouMean, nearest } from '../../nearest.js';

/**
 * What is wrong with a profile that is in neither of the shared files: every SDK only says that it has no credentials.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export async function missingProfile(name: string): Promise<Failure | undefined> {
  const known = await profileNames();
  if (known.includes(name)) return undefined;
  const files = sharedFiles()
    .map(({ path }) => path)
    .join(' and ');
  const there = known.length === 0 ? `there is none in ${files}` : `${files} have: ${known.join(', ')}`;
  const near = didYouMean(nearest(name, known));
  return {
    code: 'bad-usage',
    message: `there is no profile "${name}"`,
    hint: near === undefined ? there : `${near} ${there}`,
  };
}

/** The profiles in the shared files. */
export const profileNames = async (): Promise<string[]> => [
  ...new Set((await all(sharedFiles().map(profilesIn))).flat()),
];

interface SharedFile {
  readonly path: string;
  /** The profile that begins with these words in brackets. */
  profileOf(section: string): string | undefined;
}

/** Where every SDK looks. Only in the credentials file do profiles go by their mere name. */
const sharedFiles = (): readonly SharedFile[] => [
  {
    path: fileAt('AWS_CONFIG_FILE', 'config'),
    profileOf: (it) => (it === 'default' ? it : /^profile\s+(["']?)(.+)\1$/.exec(it)?.[2]),
  },
  { path: fileAt('AWS_SHARED_CREDENTIALS_FILE', 'credentials'), profileOf: (it) => it },
];

const fileAt = (variable: string, name: string): string => process.env[variable] || join(homedir(), '.aws', name);

async function profilesIn({ path, profileOf }: SharedFile): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const sections = [...text.matchAll(/^[^\S\n]*\[([^\]]+)\]/gm)].map(([, section = '']) => section.trim());
  return sections.flatMap((section) => profileOf(section) ?? []);
}
