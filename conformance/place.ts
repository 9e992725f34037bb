import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { parseArn } from '../src/arn.js';
import { realClock, type Clock } from '../src/clock.js';
import { openCloud, type OpenCloud, type OpenOptions } from '../src/cloud/open.js';
import { InMemoryAws, ofNewAccount } from '../src/rehearsal/in-memory-aws.js';
import { setQuotas } from '../src/sandbox/quotas.js';
import { takeOnTrust } from '../src/sandbox/taken-on-trust.js';
import type { World } from '../src/sandbox/world.js';

/** A cloud that probes are asked of. */
export interface Place {
  readonly open: OpenCloud;
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** `AWS`, `the sandbox`, or a URL. */
  readonly called: string;
}

type Listeners = Pick<OpenOptions, 'emit' | 'answered'>;

/** How many requests may be under way at once; what a probe asks is sent as it asks it. */
const asking = { concurrency: 16, asksAlone: true } as const;

/** A sandbox in memory, on a virtual clock. */
export function sandboxPlace(listeners: Listeners, region = 'us-east-1'): Place & { readonly world: World } {
  const location = { account: '000000000000', region, partition: 'aws' };
  const aws = new InMemoryAws(location);
  setQuotas({ world: aws.world }, ofNewAccount);
  const { clock, world } = aws;
  takeOnTrust(world, false);
  const open = openCloud(
    {
      ...listeners,
      ...{ region, clock, ...asking, disableHostPrefix: true, forcePathStyle: true },
      credentials: { accessKeyId: 'conformance', secretAccessKey: 'conformance' },
      transport: aws.transport(),
      loading: (load) => clock.holdDuring(load),
    },
    () => location,
  );
  return { ...location, open, clock, world, called: 'the sandbox' };
}

export interface AwsOptions {
  readonly region: string;
  readonly profile?: string | undefined;
  /** An endpoint that is not AWS's own. */
  readonly endpoint?: string | undefined;
}

/** AWS itself, or another endpoint. One call is made: whose credentials these are. */
export async function awsPlace({ region, profile, endpoint }: AwsOptions, listeners: Listeners): Promise<Place> {
  const clock = realClock;
  const open = openCloud(
    {
      ...listeners,
      ...{ region, clock, ...asking },
      ...(profile === undefined ? {} : { profile }),
      ...(endpoint === undefined
        ? { ignoreConfiguredEndpointUrls: true }
        : { endpoint, disableHostPrefix: true, forcePathStyle: true }),
    },
    () => ({ account: '', partition: '' }),
  );
  const { Account = '', Arn = '' } = await open.clients.sts.send(new GetCallerIdentityCommand({}));
  const { partition = 'aws' } = parseArn(Arn) ?? {};
  return { open, clock, account: Account, region, partition, called: endpoint ?? 'AWS' };
}
