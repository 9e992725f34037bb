import type { Clock } from '../clock.js';

/**
 * AWS answers throttling errors beyond a burst and a rate per API. Asking no faster than that costs nothing and
 * keeps a large stack from ever seeing one. Each bucket holds `burst` requests and gains `rate` a second.
 *
 * Sources: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html,
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests; Elastic Load Balancing user guide,
 * "API throttling"; https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html for FilterLogEvents: 5 a second
 * in most regions. That others of the account ask, too, is believed to need the rest.
 */
interface Rate {
  readonly operations: RegExp;
  readonly burst: number;
  readonly rate: number;
}

const rates: readonly Rate[] = [
  { operations: /^ec2:(Create|Modify|Delete)VpcEndpoints?$/, burst: 4, rate: 0.3 },
  { operations: /^ec2:(Create|Delete)NatGateway$/, burst: 10, rate: 1 },
  { operations: /^ec2:RunInstances$/, burst: 5, rate: 2 },
  { operations: /^ecs:(Register|Deregister)TaskDefinition$/, burst: 20, rate: 1 },
  { operations: /^ecs:DeleteTaskDefinitions$/, burst: 5, rate: 1 },
  { operations: /^ecs:\w+CapacityProviders?$/, burst: 10, rate: 1 },
  { operations: /^ecs:(Create|Update|Delete)Service$/, burst: 50, rate: 5 },
  { operations: /^elbv2:CreateLoadBalancer$/, burst: 10, rate: 0.2 },
  { operations: /^elbv2:(?!Describe)/, burst: 20, rate: 3 },
  { operations: /^elbv2:Describe/, burst: 40, rate: 10 },
  { operations: /^apigatewayv2:CreateVpcLink$/, burst: 1, rate: 1 / 15 },
  { operations: /^apigatewayv2:DeleteVpcLink$/, burst: 1, rate: 1 / 30 },
  { operations: /^apigatewayv2:(Create|Update|Delete)DomainName$/, burst: 1, rate: 1 / 30 },
  { operations: /^apigatewayv2:/, burst: 40, rate: 10 },
  { operations: /^logs:FilterLogEvents$/, burst: 5, rate: 3 },
  { operations: /^route53:/, burst: 5, rate: 5 },
];

/** @returns what waits, before a request, until its bucket has room for it, and says whether it had to */
export function pacer(clock: Clock): (service: string, operation: string, signal?: AbortSignal) => Promise<boolean> {
  const free = new Map<Rate, number>();
  return async (service, operation, signal) => {
    const rate = rates.find(({ operations }) => operations.test(`${service}:${operation}`));
    if (!rate) return false;
    const { burst } = rate;
    const interval = 1000 / rate.rate;
    const now = clock.now();
    // The moment from which the bucket would be full again; each request moves it by one interval.
    const full = Math.max(free.get(rate) ?? now, now) + interval;
    free.set(rate, full);
    const wait = full - now - burst * interval;
    if (wait <= 0) return false;
    await clock.sleep(wait, signal);
    return true;
  };
}
