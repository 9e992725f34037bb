import type { Place } from '../../../state/schema.js';
import type { ClientSettings } from '../../aws/client.js';
import { FailureError } from '../../failure.js';
import type { Target } from '../request.js';
import { configuredEndpoint } from './configured-endpoint.js';
import { mfaCredentials } from './mfa.js';
import { missingProfile } from './profiles.js';
import { urlObjection } from './url.js';

/** Where calls go, before anything was called: what options, environment and config say. */
export interface Endpoint {
  /** As the state records it: `aws`, `sandbox`, or a URL. */
  readonly endpoint: string;
  readonly region: string | undefined;
}

/** What people are told of where a stack is; AWS's own endpoints need no name. */
export const shownPlace = ({ account, region, endpoint }: Place) => ({
  account,
  region,
  ...(endpoint === 'aws' ? {} : { endpoint }),
});

/** The region of `--sandbox`, where none is configured. */
const sandboxRegion = 'us-east-1';

/**
 * Where calls would go, by option, environment, config and state, in this order.
 * @param configured the config's region
 * @param recorded the region a state was made for: where nothing else says one
 * @throws FailureError `bad-usage` for options that contradict each other, or mean what there is not
 */
export async function endpointOf(target: Target, configured?: string, recorded?: string): Promise<Endpoint> {
  if (target.sandbox && target.endpointUrl)
    throw new FailureError({ code: 'bad-usage', message: '--sandbox and --endpoint-url exclude each other' });
  if (target.sandbox && target.profile)
    throw new FailureError({ code: 'bad-usage', message: '--profile has no use with --sandbox, which needs none' });
  if (target.sandbox)
    return {
      endpoint: 'sandbox',
      region: target.region ?? configured ?? regionOfEnvironment() ?? recorded ?? sandboxRegion,
    };
  const missing = target.profile === undefined ? undefined : await missingProfile(target.profile);
  if (missing) throw new FailureError(missing);
  const url = await urlOf(target);
  const objection = url === undefined ? undefined : urlObjection(url);
  if (objection !== undefined)
    throw new FailureError({ code: 'bad-usage', message: `--endpoint-url or AWS_ENDPOINT_URL ${objection}` });
  const region =
    target.region ?? configured ?? regionOfEnvironment() ?? (await regionOfProfile(target.profile)) ?? recorded;
  return { endpoint: url ?? 'aws', region };
}

/** An endpoint that is not one of AWS's, where options, environment or the profile name one. @throws FailureError `bad-usage` */
export const urlOf = async ({ endpointUrl, profile }: Target): Promise<string | undefined> =>
  endpointUrl ?? configuredEndpoint(profile);

const regionOfEnvironment = (): string | undefined =>
  process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || undefined;

/** The shared config file's region, found the way every SDK client finds it, but without one. */
async function regionOfProfile(profile: string | undefined): Promise<string | undefined> {
  const { loadConfig, resolveRegionConfig, ...options } = await import('@smithy/core/config');
  const given = profile === undefined ? {} : { profile };
  const files = { ...options.NODE_REGION_CONFIG_FILE_OPTIONS, ...given };
  const configured = loadConfig(options.NODE_REGION_CONFIG_OPTIONS, files);
  const { region } = resolveRegionConfig({ region: configured, useFipsEndpoint: false });
  return region().catch(() => undefined);
}

const isLoopback = (url: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);

/** What goes with an endpoint that is not one of AWS's. */
export const ownEndpoint = {
  disableHostPrefix: true,
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  forcePathStyle: true,
} as const;

/**
 * What clients need to reach an endpoint that is not the sandbox. Somebody may be asked for the code of an MFA device.
 * @throws FailureError `bad-usage`, `no-credentials`, `interrupted`
 */
export async function credentialsFor(endpoint: string, profile: string | undefined): Promise<Partial<ClientSettings>> {
  const settings = {
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === 'aws' ? {} : { endpoint, ...ownEndpoint }),
    // What is configured has been looked at, for the profile that was asked for. The SDK would look at another one's.
    ignoreConfiguredEndpointUrls: true,
  };
  const isLocal = endpoint !== 'aws' && isLoopback(endpoint);
  const credentials = isLocal && profile === undefined ? undefined : await mfaCredentials(profile);
  if (credentials) return { ...settings, credentials };
  return isLocal ? { ...settings, credentials: await placeholders(profile) } : settings;
}

/** A local endpoint seldom asks who calls. Real credentials are used where there are any; none are looked for on the network. */
async function placeholders(profile: string | undefined): Promise<NonNullable<ClientSettings['credentials']>> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  process.env['AWS_EC2_METADATA_DISABLED'] ??= 'true';
  try {
    return await defaultProvider(profile === undefined ? {} : { profile })();
  } catch (error) {
    if (profile !== undefined) throw new FailureError({ code: 'no-credentials', message: (error as Error).message });
    return sandboxCredentials;
  }
}

/** The sandbox asks nobody who they are. */
export const sandboxCredentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' } as const;
