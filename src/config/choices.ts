import { initialCount } from './initial-count.js';
import type { Config } from './schema.js';

/** A choice that a config makes, with what one has of it and what one does without. */
export interface Choice {
  /** What is chosen: `egress`. */
  readonly of: string;
  /** As the config says it: `network.egress: public`. */
  readonly chosen: string;
  readonly gains: string;
  readonly loses: string;
}

/** The choices of a config, always the same ones in the same order, so that two configs can be held against each other. */
export const choicesOf = (config: Config): Choice[] => [
  { of: 'egress', ...egressOf(config) },
  { of: 'capacity', ...capacityOf(config) },
  { of: 'ingress', ...ingressOf(config) },
  { of: 'discovery', ...discoveryOf(config) },
  { of: 'encryption', ...encryptionOf(config) },
  { of: 'spare', ...spareOf(config) },
];

type Value = Omit<Choice, 'of'>;

const egress: { readonly [Kind in Config['network']['egress']]: Omit<Value, 'chosen'> } = {
  public: {
    gains: 'tasks reach the internet by themselves, and nothing on that way is billed but their addresses',
    loses: 'each task has an address on the internet, and only its security group keeps strangers out',
  },
  nat: {
    gains: 'tasks are private, and reach all of the internet through one address',
    loses: 'the gateway is billed by the hour and by the GB, and its zone is the way out of all zones',
  },
  'nat-per-zone': {
    gains: 'tasks are private, and each zone keeps its way out when another one fails',
    loses: 'a gateway for each zone is billed by the hour and by the GB',
  },
  endpoints: {
    gains: 'tasks are private, and nothing of theirs touches the internet',
    loses: 'only services of AWS that have an endpoint are reached, and each endpoint is billed by the hour and zone',
  },
};

function egressOf({ network }: Config): Value {
  if (network.existing)
    return {
      chosen: 'network.existing',
      gains: 'the network and its ways out are there already, with what else is in them',
      loses: 'somebody else can change them',
    };
  return { chosen: `network.egress: ${network.egress}`, ...egress[network.egress] };
}

const capacity: { readonly [Kind in Config['cluster']['capacity']]: Omit<Value, 'chosen'> } = {
  fargate: {
    gains: 'no machine to choose, to patch or to pay for while it is idle',
    loses: 'only the sizes of Fargate, no privileged containers, and a higher price for what is always full',
  },
  ec2: {
    gains: 'any instance type, volumes of the host, and a lower price where instances are full',
    loses: 'instances are billed while they are idle, are yours to patch, and start minutes before the first task',
  },
};

const capacityOf = ({ cluster }: Config): Value => ({
  chosen: `cluster.capacity: ${cluster.capacity}`,
  ...capacity[cluster.capacity],
});

function ingressOf({ ingress }: Config): Value {
  if (ingress.type === 'none')
    return { chosen: 'ingress.type: none', gains: 'nothing is billed for it', loses: 'nothing takes requests' };
  if (ingress.type === 'alb')
    return {
      chosen: 'ingress.type: alb',
      gains: 'health checks over the network, an even spread, long answers, WebSocket, rules by path, host and header',
      loses: 'it is billed by the hour, takes minutes to make, and has no HTTPS without a domain of your own',
    };
  if (ingress.via === 'alb')
    return {
      chosen: 'ingress: http-api via alb',
      gains:
        "the API's HTTPS, CORS and throttling, and the load balancer's health checks and rules, which stays private",
      loses: 'both are billed, a request passes both, and an answer has to come within 30 seconds',
    };
  return {
    chosen: 'ingress: http-api via cloud-map',
    gains: 'HTTPS, CORS and throttling, billed by the request alone: nothing by the hour',
    loses: 'no health checks over the network and no even spread; an answer has to come within 30 seconds',
  };
}

const discovered = {
  srv: { gains: 'API Gateway and programs that ask for SRV learn the port, too', loses: 'plain look-ups find nothing' },
  a: {
    gains: 'any program finds tasks by name, as any host',
    loses: 'the port has to be known, and no API finds them',
  },
} as const;

function discoveryOf({ services }: Config): Value {
  const types = [...new Set(Object.values(services).flatMap((it) => it.discovery?.type ?? []))].toSorted();
  const [only] = types;
  if (only === undefined)
    return {
      chosen: 'no discovery',
      gains: 'no namespace is billed',
      loses: 'services do not find each other by name',
    };
  const all = types.map((type) => discovered[type]);
  return {
    chosen: `services.*.discovery.type: ${types.join(' and ')}`,
    gains: all.map(({ gains }) => gains).join('; '),
    loses: all.map(({ loses }) => loses).join('; '),
  };
}

function encryptionOf({ ingress }: Config): Value {
  if (ingress.type !== 'none' && ingress.domain)
    return {
      chosen: `ingress.domain`,
      gains: 'HTTPS under a name of your own, with a certificate that ACM renews',
      loses: 'a hosted zone is needed, and the certificate takes minutes at first',
    };
  if (ingress.type === 'http-api')
    return { chosen: 'no domain', gains: "HTTPS under the API's own name", loses: 'the name changes with the API' };
  return {
    chosen: 'no domain',
    gains: 'no domain is needed',
    loses: 'clients use HTTP, which everybody on the way reads',
  };
}

function spareOf({ services }: Config): Value {
  const counts = Object.values(services).map(initialCount);
  const least = Math.min(...counts);
  return least > 1
    ? {
        chosen: `at least ${least} tasks of each service`,
        gains: 'a service goes on when one of its tasks fails',
        loses: 'each spare task is billed',
      }
    : {
        chosen: 'a service with one task',
        gains: 'no spare task is billed',
        loses: 'when its task fails, the service is gone until another one has started',
      };
}
