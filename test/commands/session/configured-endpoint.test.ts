import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { services } from '../../../src/aws/services.js';
import { configuredEndpoint } from '../../../src/commands/session/configured-endpoint.js';
import { credentialsFor } from '../../../src/commands/session/endpoint.js';
import { FailureError } from '../../../src/failure.js';

const before = { ...process.env };
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env['AWS_CONFIG_FILE'] = process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/dev/null';
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, before);
});

async function inConfigFile(...lines: string[]): Promise<void> {
  const path = join(await mkdtemp(join(tmpdir(), 'provision-')), 'config');
  await writeFile(path, `${lines.join('\n')}\n`);
  process.env['AWS_CONFIG_FILE'] = path;
}
const refusal = async (profile?: string) =>
  configuredEndpoint(profile).then(
    (url) => ({ url }),
    (error: unknown) => (error instanceof FailureError ? error.failure : error),
  );
const [one, two] = ['http://127.0.0.1:4566', 'http://127.0.0.1:5000'];

describe('A2: the endpoint of environment and shared config file', () => {
  test('is AWS’s own where nothing names another', async () => {
    expect(await configuredEndpoint()).toBeUndefined();
  });

  test('is that of AWS_ENDPOINT_URL, for all services', async () => {
    process.env['AWS_ENDPOINT_URL'] = one;
    expect(await configuredEndpoint()).toBe(one);
  });

  test.each(Object.entries(services).filter(([id]) => id !== 's3'))(
    'of %s alone is refused: the stack would be in two places',
    async (_id, { endpointVariable, name }) => {
      process.env[endpointVariable] = one;
      const failure = await refusal();
      expect(failure).toMatchObject({
        code: 'bad-usage',
        message: expect.stringContaining(`${name} at ${one} (${endpointVariable})`),
      });
      process.env['AWS_ENDPOINT_URL'] = two;
      expect(await refusal()).toMatchObject({ code: 'bad-usage' });
      process.env['AWS_ENDPOINT_URL'] = one;
      expect(await refusal()).toEqual({ url: one });
    },
  );

  test('of S3 is its own: no resource of a stack is there', async () => {
    process.env['AWS_ENDPOINT_URL_S3'] = one;
    expect(await configuredEndpoint()).toBeUndefined();
  });

  test('is that of the profile, whether --profile or AWS_PROFILE names it', async () => {
    await inConfigFile(
      '[profile local]',
      'region = us-east-1',
      `endpoint_url = ${one}`,
      '[default]',
      'region = us-east-1',
    );
    expect([await configuredEndpoint('local'), await configuredEndpoint()]).toEqual([one, undefined]);
    process.env['AWS_PROFILE'] = 'local';
    expect([await configuredEndpoint(), await configuredEndpoint('default')]).toEqual([one, undefined]);
    process.env['AWS_ENDPOINT_URL'] = two;
    expect(await configuredEndpoint()).toBe(two);
  });

  test('of a services section is refused where it names some services only', async () => {
    await inConfigFile('[profile local]', 'services = mine', '[services mine]', 'ecs =', `  endpoint_url = ${one}`);
    expect(await refusal('local')).toMatchObject({
      code: 'bad-usage',
      message: expect.stringContaining(`ECS at ${one} (services section of the profile local)`),
    });
    await inConfigFile('[profile local]', 'services = none');
    expect(await refusal('local')).toMatchObject({ code: 'bad-usage', message: expect.stringContaining('"none"') });
  });

  test('counts for nothing where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile says so', async () => {
    await inConfigFile('[profile local]', `endpoint_url = ${one}`, 'ignore_configured_endpoint_urls = true');
    expect(await configuredEndpoint('local')).toBeUndefined();
    Object.assign(process.env, { AWS_ENDPOINT_URL_ECS: one, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' });
    expect(await configuredEndpoint()).toBeUndefined();
  });

  test('is looked at once: no client of the SDK looks for another one', async () => {
    await inConfigFile(
      '[default]',
      'region = us-east-1',
      `endpoint_url = ${one}`,
      '[profile real]',
      'region = us-east-1',
    );
    const { ECSClient } = await import('@aws-sdk/client-ecs');
    const client = new ECSClient({ region: 'us-east-1', ...(await credentialsFor('aws', 'real')) } as object);
    expect(client.config).toMatchObject({ ignoreConfiguredEndpointUrls: true });
  });
});
