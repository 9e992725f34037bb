import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { all } from '../../all.js';
import type { Failure } from '../../failure.js';
import { didYouMean, nearest } from '../../nearest.js';
import { shellWord } from '../../shell-word.js';

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

/** The settings of each profile in the shared files, as the SDK reads them. */
export interface ProfileSettings {
  readonly [profile: string]: { readonly [setting: string]: string | undefined } | undefined;
}

/** Reads them anew: the files may have changed since another run of this process. */
export async function profileSettings(): Promise<ProfileSettings> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  return Object.fromEntries([...names].map((name) => [name, { ...configFile[name], ...credentialsFile[name] }]));
}

/**
 * The profile that credentials come from; undefined where the environment itself has some. A profile that is named goes
 * before these.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export function chosenProfile(profile: string | undefined): string | undefined {
  const named = profile ?? (process.env['AWS_PROFILE'] || undefined);
  const { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret } = process.env;
  return named ?? (key && secret ? undefined : 'default');
}

/** What the SDK keeps to itself: that the program which a profile gets its credentials from gave none. */
export async function failedProcess(profile: string | undefined): Promise<string | undefined> {
  const name = chosenProfile(profile);
  const command = name === undefined ? undefined : (await profileSettings())[name]?.['credential_process'];
  return command === undefined ? undefined : `the credential_process of the profile "${name}" gave none: ${command}`;
}

/** The command that signs in again with a profile, by how it signs in. */
export async function signInCommand(profile: string | undefined): Promise<string | undefined> {
  const name = chosenProfile(profile);
  const settings = name === undefined ? undefined : (await profileSettings())[name];
  if (name === undefined || !settings) return undefined;
  const option = name === 'default' ? '' : ` --profile ${shellWord(name)}`;
  if (settings['login_session'] !== undefined) return `aws login${option}`;
  return Object.keys(settings).some((it) => it.startsWith('sso_')) ? `aws sso login${option}` : undefined;
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
