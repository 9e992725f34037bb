import { isS3Url } from '../state-location.js';
import { configsIn, findConfig, type ConfigText } from './find-config.js';
import { readDocument } from './yaml-document.js';

/** The member in a text that is no YAML. */
const inUnreadable = /^[ \t{]*["']?state["']?[ \t]*:[ \t]*["']?(s3:[^\s"',#}]+)/im;

/**
 * The bucket that a config names for its stack's state. What else is in the config may be wrong: a state that is there is
 * not to be overlooked for that.
 */
export function bucketNamedIn({ file, text }: Pick<ConfigText, 'file' | 'text'>): string | undefined {
  const document = readDocument(text, file.endsWith('.json') ? 'JSON' : 'YAML');
  if (document.faults.some(({ fatal }) => fatal)) return inUnreadable.exec(text)?.[1];
  const { state } = Object(document.data()) as { state?: unknown };
  return typeof state === 'string' && isS3Url(state) ? state : undefined;
}

/** The buckets that a config names, or where none is given those in a directory. @throws FailureError `bad-usage` */
export async function bucketsNamedIn(directory: string, config?: string): Promise<readonly string[]> {
  const configs = config === undefined ? await configsIn(directory) : [await findConfig({ config, directory })];
  const named = configs.flatMap((it) => bucketNamedIn(it) ?? []);
  return [...new Set(named)];
}
