import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { credentialsFor } from '../../../src/commands/session/endpoint.js';
import { failedProcess, signInCommand } from '../../../src/commands/session/profiles.js';
import { FailureError, type Failure } from '../../../src/failure.js';

const before = { ...process.env };
const clearAws = () => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
};
let directory: string;
const undo: (() => void)[] = [];
beforeEach(async () => {
  clearAws();
  directory = await mkdtemp(join(tmpdir(), 'provision-profiles-'));
  process.env['AWS_CONFIG_FILE'] = process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/dev/null';
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
});
afterEach(() => {
  clearAws();
  Object.assign(process.env, before);
  for (const it of undo.splice(0).reverse()) it();
});

async function inConfigFile(...lines: string[]): Promise<void> {
  const path = join(directory, 'config');
  await writeFile(path, `${lines.join('\n')}\n`);
  process.env['AWS_CONFIG_FILE'] = path;
}
const failureOf = (asked: Promise<unknown>): Promise<Failure | unknown> =>
  asked.then(
    () => undefined,
    (error: unknown) => (error instanceof FailureError ? error.failure : error),
  );

/** An STS that knows AssumeRole alone, and keeps what it was asked. */
async function stsOnLoopback(): Promise<URLSearchParams[]> {
  const asked: URLSearchParams[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      asked.push(new URLSearchParams(body));
      const credentials =
        '<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>' +
        `<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>`;
      response.end(
        `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${credentials}` +
          '</Credentials></AssumeRoleResult></AssumeRoleResponse>',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => server.close());
  process.env['AWS_ENDPOINT_URL_STS'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return asked;
}

/** Somebody at a terminal who types this. @returns what was shown */
function typing(text: string): string[] {
  const [stdin, stderr] = [new PassThrough(), new PassThrough()];
  const shown: string[] = [];
  stderr.on('data', (chunk) => shown.push(String(chunk)));
  for (const [name, stream] of Object.entries({ stdin, stderr })) {
    const own = Object.getOwnPropertyDescriptor(process, name);
    Object.defineProperty(process, name, { value: Object.assign(stream, { isTTY: true }), configurable: true });
    undo.push(() => void (own && Object.defineProperty(process, name, own)));
  }
  stdin.write(text);
  return shown;
}
const providerOf = async (profile?: string) =>
  (await credentialsFor('aws', profile)).credentials as AwsCredentialIdentityProvider | undefined;

const serial = 'arn:aws:iam::123456789012:mfa/ana';
const withMfa = [
  '[profile user]',
  'aws_access_key_id = AKIAUSER',
  'aws_secret_access_key = secret',
  'region = us-east-1',
  '[profile shop]',
  'role_arn = arn:aws:iam::123456789012:role/shop',
  'source_profile = user',
  `mfa_serial = ${serial}`,
  'region = us-east-1',
  '[profile through]',
  'role_arn = arn:aws:iam::123456789012:role/other',
  'source_profile = shop',
  'region = us-east-1',
];

describe('B8: a profile with mfa_serial', () => {
  test('the code is asked for on a terminal, once for all clients, and goes to STS', async () => {
    await inConfigFile(...withMfa);
    const asked = await stsOnLoopback();
    const shown = typing('123 456\n');
    const provider = await providerOf('shop');
    expect(shown.join('')).toContain(`MFA code of ${serial}: `);
    expect(await provider?.()).toMatchObject({ accessKeyId: 'ASIAROLE' });
    expect(await provider?.()).toMatchObject({ accessKeyId: 'ASIAROLE' });
    expect(asked.map((it) => [it.get('Action'), it.get('SerialNumber'), it.get('TokenCode')])).toEqual([
      ['AssumeRole', serial, '123456'],
    ]);
  });

  test('it is asked for, too, where the profile is that of AWS_PROFILE, or takes its credentials from such a one', async () => {
    await inConfigFile(...withMfa);
    const asked = await stsOnLoopback();
    process.env['AWS_PROFILE'] = 'through';
    typing('654321\n');
    expect(await (await providerOf())?.()).toMatchObject({ accessKeyId: 'ASIAROLE' });
    expect(asked.map((it) => it.get('TokenCode'))).toEqual(['654321', null]);
  });

  test('what is no code is not sent', async () => {
    await inConfigFile(...withMfa);
    const asked = await stsOnLoopback();
    typing('hunter2\n');
    expect(await failureOf(credentialsFor('aws', 'shop'))).toEqual({
      code: 'bad-usage',
      message: 'an MFA code has six digits',
    });
    expect(asked).toEqual([]);
  });

  test('the end of input is no code', async () => {
    await inConfigFile(...withMfa);
    typing('\u0003');
    expect(await failureOf(credentialsFor('aws', 'shop'))).toMatchObject({ code: 'interrupted' });
  });

  test('without a terminal it is refused before anything is called, and says how', async () => {
    await inConfigFile(...withMfa);
    const asked = await stsOnLoopback();
    const failure = await failureOf(credentialsFor('aws', 'shop'));
    expect(failure).toMatchObject({
      code: 'bad-usage',
      message: expect.stringContaining(serial),
      hint: expect.stringMatching(/export-credentials --profile shop .*aws sts get-session-token --serial-number arn/),
    });
    expect(asked).toEqual([]);
  });

  test.each([
    ['credentials in the environment', { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' }, undefined],
    ['a profile without it', {}, 'user'],
  ])('nobody is asked with %s', async (_what, env, profile) => {
    await inConfigFile(...withMfa, '[default]', ...withMfa.slice(5, 8));
    Object.assign(process.env, env);
    expect(await providerOf(profile)).toBeUndefined();
  });
});

/** What the SDK's own chain says, as each client asks it. */
async function chainSays(profile: string): Promise<unknown> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  return defaultProvider({ profile, ignoreCache: true })().catch((error: unknown) => String(error));
}

describe('B8: other kinds of profiles, in the chain of the SDK', () => {
  test('login_session: the credentials that `aws login` has left are used', async () => {
    const session = 'arn:aws:iam::123456789012:user/ana';
    await inConfigFile('[profile web]', `login_session = ${session}`, 'region = us-east-1');
    process.env['AWS_LOGIN_CACHE_DIRECTORY'] = directory;
    expect(await chainSays('web')).toMatch(/CredentialsProviderError: .*token/);
    expect(await signInCommand('web')).toBe('aws login --profile web');
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const accessToken = {
      accessKeyId: 'ASIALOGIN',
      secretAccessKey: 's',
      sessionToken: 't',
      accountId: '123456789012',
    };
    const token = { accessToken: { ...accessToken, expiresAt }, clientId: 'c', refreshToken: 'r', dpopKey: 'k' };
    const file = `${createHash('sha256').update(session).digest('hex')}.json`;
    await writeFile(join(directory, file), JSON.stringify(token));
    expect(await chainSays('web')).toMatchObject({ accessKeyId: 'ASIALOGIN' });
  });

  test('credential_process: what it prints is used, and what goes wrong with it is told', async () => {
    const printed = { Version: 1, AccessKeyId: 'ASIAPROC', SecretAccessKey: 's', SessionToken: 't' };
    await writeFile(join(directory, 'credentials.json'), JSON.stringify(printed));
    const process = `cat ${join(directory, 'credentials.json')}`;
    await inConfigFile(
      '[profile tool]',
      `credential_process = ${process}`,
      '[profile broken]',
      'credential_process = false',
    );
    expect(await chainSays('tool')).toMatchObject({ accessKeyId: 'ASIAPROC' });
    // The chain goes on to the next provider, and forgets why.
    expect(await chainSays('broken')).toMatch(/from any providers/);
    expect(await failedProcess('broken')).toBe('the credential_process of the profile "broken" gave none: false');
    expect(await signInCommand('broken')).toBeUndefined();
  });

  test('SSO that has expired names the command that signs in again', async () => {
    const start = ['sso_start_url = https://x.awsapps.com/start', 'sso_region = us-east-1'];
    await inConfigFile(
      ...['[profile corp]', 'sso_session = corp', 'sso_account_id = 123456789012', 'sso_role_name = dev'],
      ...['[sso-session corp]', ...start],
    );
    process.env['HOME'] = directory;
    await mkdir(join(directory, '.aws/sso/cache'), { recursive: true });
    expect(await chainSays('corp')).toMatch(/aws sso login/);
    expect(await signInCommand('corp')).toBe('aws sso login --profile corp');
  });
});
