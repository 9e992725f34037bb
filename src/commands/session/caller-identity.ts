import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { codeOf, messageOf } from '../../aws-errors.js';
import { foreignAnswer } from '../../cloud/foreign-answer.js';
import type { OpenCloud } from '../../cloud/open.js';
import { isOptIn, unknownCredentials } from '../../facts/opt-in-regions.js';
import { FailureError, type Failure } from '../../failure.js';
import { failedProcess, missingProfile, signInCommand } from './profiles.js';
import type { Stopper } from './stop-signal.js';

/**
 * Which account and partition this is: needs no permission, so that a wrong one is noticed before anything is done.
 * @throws FailureError: no credentials, no such profile, no cloud, or stopped meanwhile
 */
export async function identity(
  cloud: OpenCloud,
  { endpoint, region, profile }: { endpoint: string; region: string; profile: string | undefined },
  { signal, why }: Stopper,
): Promise<{ account: string; partition: string }> {
  try {
    const { Account, Arn } = await cloud.clients.sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal });
    return placeOf(Account, Arn);
  } catch (error) {
    const stopped = why();
    if (stopped === 'timeout') throw new FailureError({ code: 'run-timeout', seconds: 0, unfinished: [] });
    if (stopped) throw new FailureError({ code: 'interrupted', unfinished: [] });
    throw new FailureError(await withProfile(await noIdentity(error, endpoint, region), profile));
  }
}

/**
 * Both are in every answer of AWS's. What was not understood is never recorded: the stack would belong nowhere.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
function placeOf(account: string | undefined, arn: string | undefined): { account: string; partition: string } {
  const [, partition] = /^arn:(aws[a-z-]*):(?:iam|sts)::\d{12}:./.exec(arn ?? '') ?? [];
  if (account === undefined || !/^\d{12}$/.test(account) || partition === undefined)
    throw foreignAnswer('HTTP 200 without an account and an ARN', 200);
  return { account, partition };
}

async function noIdentity(error: unknown, endpoint: string, region: string): Promise<Failure> {
  const code = codeOf(error);
  const refused = { code: 'no-credentials', message: messageOf(error), refused: true } as const;
  if (unknownCredentials.test(code)) return isOptIn(region) ? { ...refused, optIn: region } : refused;
  // The code of an MFA device was wrong, or was used before.
  if (/ExpiredToken|SignatureDoesNotMatch/.test(code) || /MultiFactorAuthentication/.test(messageOf(error)))
    return refused;
  if (/Credentials|Token(Provider)?Error/.test(code))
    return (await profileOfEnvironment()) ?? { code: 'no-credentials', message: messageOf(error) };
  const status = (error as { $response?: { statusCode?: number } }).$response?.statusCode;
  const foreign = status !== undefined && (/^Unknown/.test(code) || /deserialization/i.test(messageOf(error)));
  const message = foreign ? `HTTP ${status}, and nothing that AWS would say` : messageOf(error);
  return { code: 'no-cloud', message, ...(endpoint === 'aws' ? {} : { endpoint }) };
}

/** What the profile tells of a failure: how it signs in, and that its own program has failed. */
async function withProfile(failure: Failure, profile: string | undefined): Promise<Failure> {
  if (failure.code !== 'no-credentials') return failure;
  const process = failure.refused ? undefined : await failedProcess(profile);
  if (process !== undefined) return { ...failure, message: process };
  const signIn = await signInCommand(profile);
  return signIn === undefined ? failure : { ...failure, signIn };
}

/** What is wrong with `AWS_PROFILE`, where there were no credentials: there may be some without such a profile. */
async function profileOfEnvironment(): Promise<Failure | undefined> {
  const { AWS_PROFILE: name } = process.env;
  return name ? missingProfile(name) : undefined;
}
