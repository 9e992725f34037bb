import { readFile } from 'node:fs/promises';
import { FailureError } from '../../failure.js';
import type { Guard } from '../../sandbox/guard.js';

/**
 * What has the sandbox enforce the policy in a file.
 * @param file none: nothing is enforced
 * @throws FailureError `bad-config` naming all that is wrong with the policy, and where; `bad-usage` where there is no such file
 */
export async function guardFrom(file: string | undefined): Promise<Guard | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new FailureError({ code: 'bad-usage', message: `--policy ${file} cannot be read: ${error.message}` });
  });
  const { enforcingGuard } = await import('../../sandbox/iam-policy/guards.js');
  const { BadPolicy, readPolicy } = await import('../../sandbox/iam-policy/document.js');
  try {
    return enforcingGuard(readPolicy(text));
  } catch (error) {
    if (!(error instanceof BadPolicy)) throw error;
    throw new FailureError({ code: 'bad-config', problems: error.problems.map((it) => ({ file, ...it })) });
  }
}
