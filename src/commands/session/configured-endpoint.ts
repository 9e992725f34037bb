import { services, type ServiceId } from '../../aws/services.js';
import { FailureError } from '../../failure.js';

/**
 * The endpoint that environment and shared config file send a stack's calls to; undefined for AWS's own.
 *
 * They may name one for each service. The SDK would follow that for each of its clients alone. A stack belongs to one
 * place, and what is asked for elsewhere looks deleted there. So a mixture is refused. S3 is left out: many have a storage
 * of their own, and no resource of a stack is in it.
 * Source of names and order: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @param profile whose settings count; that of `AWS_PROFILE` where absent
 * @throws FailureError `bad-usage` where not all services have the same one
 */
export async function configuredEndpoint(
  profile = process.env['AWS_PROFILE'] || 'default',
): Promise<string | undefined> {
  const file = await settingsOf(profile);
  if (isTrue(process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? file.ignores)) return undefined;
  const ids = (Object.keys(services) as ServiceId[]).filter((id) => id !== 's3');
  const found = ids.map((id) => ({ id, ...endpointFor(id, file, profile) }));
  const [first] = found;
  const other = found.find(({ url }) => url !== first?.url);
  if (!first || !other) return first?.url;
  const told = [...new Map(found.map((it) => [it.url, it])).values()].map(({ id, url, from }) =>
    url === undefined
      ? `${services[id].name} is asked at AWS's own endpoint`
      : `${services[id].name} at ${url} (${from})`,
  );
  throw new FailureError({
    code: 'bad-usage',
    message: `not all services have the same endpoint: ${told.join(', ')}`,
    hint: 'set AWS_ENDPOINT_URL alone, or give --endpoint-url, which goes before all of these; AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true leaves them all out',
  });
}

/** What a profile of the shared config file says of endpoints. */
interface FileSettings {
  readonly url: string | undefined;
  readonly ignores: string | undefined;
  /** By the service's name there: `elastic_load_balancing_v2`. */
  readonly services: { readonly [service: string]: string | undefined };
}

async function settingsOf(profile: string): Promise<FileSettings> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  // The files may have changed since another run of this process.
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const settings = { ...configFile[profile], ...credentialsFile[profile] };
  const section = settings['services'] === undefined ? {} : configFile[`services.${settings['services']}`];
  if (!section)
    throw new FailureError({
      code: 'bad-usage',
      message: `the profile "${profile}" names the services section "${settings['services']}", which is not in the shared config file`,
    });
  const urls = Object.entries(section).flatMap(([key, url]) => {
    const [, service] = /^(.+)\.endpoint_url$/.exec(key) ?? [];
    return service === undefined ? [] : [[service, url] as const];
  });
  return {
    url: settings['endpoint_url'],
    ignores: settings['ignore_configured_endpoint_urls'],
    services: Object.fromEntries(urls),
  };
}

function endpointFor(id: ServiceId, file: FileSettings, profile: string): { url?: string; from?: string } {
  const { endpointVariable: variable } = services[id];
  const section = variable.replace(/^AWS_ENDPOINT_URL_/, '').toLowerCase();
  const ways = [
    [process.env[variable], variable],
    [process.env['AWS_ENDPOINT_URL'], 'AWS_ENDPOINT_URL'],
    [file.services[section], `services section of the profile ${profile}`],
    [file.url, `endpoint_url of the profile ${profile}`],
  ] as const;
  for (const [url, from] of ways) if (url) return { url, from };
  return {};
}

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';
