import { isS3Url } from '../state-location.js';
import type { ConfigSource } from './config-source.js';
import { configsIn, findConfig, type ConfigChoice } from './find-config.js';
import { stackName } from './names.js';
import { readSource } from './reading.js';

/** The member in a text that is no YAML. */
const inUnreadable = /^[ \t{]*["']?state["']?[ \t]*:[ \t]*["']?(s3:[^\s"',#}]+)/im;

/** What of a config is known where something else in it is wrong. */
export interface KnownOfConfig {
  readonly name?: string | undefined;
  readonly state?: string | undefined;
  readonly region?: string | undefined;
}

/** The members that say which stack a config is about and where it is, as far as they can be read and have values. */
export function knownOf(source: ConfigSource): KnownOfConfig {
  const { data = {}, places } = readSource(source);
  const { name, state, region } = data as { readonly [member: string]: unknown };
  const known = (member: string, value: unknown) =>
    typeof value === 'string' && !places.template([member])?.isFaulty ? { [member]: value } : {};
  return {
    ...(typeof name === 'string' && !stackName.objection(name) && known('name', name)),
    ...known('state', state),
    ...known('region', region),
  };
}

/**
 * The bucket that a config names for its stack's state. What else is in the config may be wrong: a state that is there is
 * not to be overlooked for that.
 */
export function bucketNamedIn(source: ConfigSource): string | undefined {
  if (!readSource(source).data) return source.files.flatMap(({ text }) => inUnreadable.exec(text)?.[1] ?? []).at(-1);
  const { state } = knownOf(source);
  return state !== undefined && isS3Url(state) ? state : undefined;
}

/** The buckets that a config names, or where none is given those in a directory. @throws FailureError `bad-usage` */
export async function bucketsNamedIn(choice: ConfigChoice): Promise<readonly string[]> {
  const { config, env, set, directory } = choice;
  const one = config !== undefined || env !== undefined;
  const sources = one
    ? [await findConfig({ config, env, set, directory })]
    : (await configsIn(directory)).map((file): ConfigSource => ({ files: [file], set, variables: process.env }));
  return [...new Set(sources.flatMap((it) => bucketNamedIn(it) ?? []))];
}
