import { createInterface } from 'node:readline/promises';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { FailureError } from '../../failure.js';
import { oneLine } from '../../ui/text.js';
import { shellWord } from '../../shell-word.js';
import { chosenProfile, profileSettings, type ProfileSettings } from './profiles.js';

/**
 * Credentials of a profile whose role asks for a code of an MFA device, as the AWS CLI asks for it; undefined for any other.
 *
 * Each client of the SDK would ask for itself, and AWS takes a code once. So they share what came of the first code, which is
 * asked for here, before anything is called or drawn.
 * Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html#cli-configure-role-mfa
 * @param profile as asked for; absent: as the environment says
 * @throws FailureError `bad-usage` where there is nobody to ask; `interrupted`
 */
export async function mfaCredentials(profile: string | undefined): Promise<AwsCredentialIdentityProvider | undefined> {
  const name = chosenProfile(profile);
  const serial = name === undefined ? undefined : mfaSerialIn(await profileSettings(), name);
  if (name === undefined || serial === undefined) return undefined;
  const code = await askCode(name, serial);
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  let codes = 0;
  const provider = defaultProvider({
    profile: name,
    ignoreCache: true,
    mfaCodeProvider: async () => {
      if (codes++ === 0) return code;
      throw sessionOver(name);
    },
  });
  let first: Promise<AwsCredentialIdentity> | undefined;
  return (context) => (first ??= provider(context));
}

const sessionOver = (name: string): Error =>
  Object.assign(new Error(`the session of the profile ${name} is over; its MFA device has to be asked again`), {
    name: 'CredentialsProviderError',
  });

/** The serial number that the role of a profile asks for, or that of a profile which it takes its credentials from. */
function mfaSerialIn(profiles: ProfileSettings, name: string, seen: readonly string[] = []): string | undefined {
  const { role_arn: role, mfa_serial: serial, source_profile: source } = profiles[name] ?? {};
  if (role === undefined) return undefined;
  if (serial !== undefined) return serial;
  return source === undefined || seen.includes(source) ? undefined : mfaSerialIn(profiles, source, [...seen, name]);
}

/** Asks on stderr, because stdout may be read by a program. The code is good for half a minute, so it may be seen. */
async function askCode(profile: string, serial: string): Promise<string> {
  const { stdin, stderr } = process;
  if (stdin.isTTY !== true || stderr.isTTY !== true) throw nobodyToAsk(profile, serial);
  const lines = createInterface({ input: stdin, output: stderr, terminal: true, historySize: 0 });
  const ending = new AbortController();
  lines.on('SIGINT', () => ending.abort()).on('close', () => ending.abort());
  try {
    const answer = await lines.question(`MFA code of ${oneLine(serial)}: `, { signal: ending.signal });
    const code = answer.replaceAll(/\s/g, '');
    if (/^\d{6}$/.test(code)) return code;
    throw new FailureError({ code: 'bad-usage', message: 'an MFA code has six digits' });
  } catch (error) {
    if (!ending.signal.aborted || error instanceof FailureError) throw error;
    stderr.write('\n');
    throw new FailureError({ code: 'interrupted', unfinished: [] });
  } finally {
    lines.close();
  }
}

const nobodyToAsk = (profile: string, serial: string) =>
  new FailureError({
    code: 'bad-usage',
    message: `the profile "${profile}" asks for a code of the MFA device ${serial}, and there is no terminal to ask on`,
    hint:
      `run it on a terminal, or with credentials in the environment: \`aws configure export-credentials --profile ` +
      `${shellWord(profile)} --format env\` asks for the code and prints them, and so does \`aws sts get-session-token ` +
      `--serial-number ${shellWord(serial)} --token-code CODE\` for the user itself`,
  });
