import { createHash } from 'node:crypto';
import { dnsSuffixOf } from '../../../facts/partitions.js';

/**
 * The hosted zones of AWS that names of load balancers and of API Gateway's domains are in, by region. An alias names
 * them. Sources: https://docs.aws.amazon.com/general/latest/gr/elb.html (as `HostedZoneIdPerRegionALBMap` of
 * terraform-provider-aws has it), https://docs.aws.amazon.com/general/latest/gr/apigateway.html. Those of the second list
 * that are not cited in public code are believed.
 */
const balancerZones: { readonly [region: string]: string } = {
  'af-south-1': 'Z268VQBMOI5EKX',
  'ap-east-1': 'Z3DQVH9N71FHZ0',
  'ap-northeast-1': 'Z14GRHDCWA56QT',
  'ap-northeast-2': 'ZWKZPGTI48KDX',
  'ap-northeast-3': 'Z5LXEXXYW11ES',
  'ap-south-1': 'ZP97RAFLXTNZK',
  'ap-south-2': 'Z0173938T07WNTVAEPZN',
  'ap-southeast-1': 'Z1LMS91P8CMLE5',
  'ap-southeast-2': 'Z1GM3OXH4ZPM65',
  'ap-southeast-3': 'Z08888821HLRG5A9ZRTER',
  'ca-central-1': 'ZQSVJUPU6J1EY',
  'cn-north-1': 'Z1GDH35T77C1KE',
  'cn-northwest-1': 'ZM7IZAIOVVDZF',
  'eu-central-1': 'Z215JYRZR1TBD5',
  'eu-central-2': 'Z06391101F2ZOEP8P5EB3',
  'eu-north-1': 'Z23TAZ6LKFMNIO',
  'eu-south-1': 'Z3ULH7SSC9OV64',
  'eu-south-2': 'Z0956581394HF5D5LXGAP',
  'eu-west-1': 'Z32O12XQLNTSW2',
  'eu-west-2': 'ZHURV8PSTC4K8',
  'eu-west-3': 'Z3Q77PNBQS71R4',
  'me-central-1': 'Z08230872XQRWHG2XF6I',
  'me-south-1': 'ZS929ML54UICD',
  'sa-east-1': 'Z2P70J7HTTTPLU',
  'us-east-1': 'Z35SXDOTRQ7X7K',
  'us-east-2': 'Z3AADJGX6KTTL2',
  'us-gov-east-1': 'Z166TLBEWOO7G0',
  'us-gov-west-1': 'Z33AYJ8TM3BH4J',
  'us-west-1': 'Z368ELLRRE2KJ0',
  'us-west-2': 'Z1H1FL5HABSF5',
};
const apiZones: { readonly [region: string]: string } = {
  'ap-northeast-1': 'Z1YSHQZHG15GKL',
  'ap-northeast-2': 'Z20JF4UZKIW1U8',
  'ap-south-1': 'Z3VO1THU9YC4UR',
  'ap-southeast-1': 'ZL327KTPIQFUL',
  'ap-southeast-2': 'Z2RPCDW04V8134',
  'ca-central-1': 'Z19DQILCV0OWEC',
  'eu-central-1': 'Z1U9ULNL0V5AJ3',
  'eu-north-1': 'Z3UWIKFBOOGXPP',
  'eu-west-1': 'ZLY8HYME6SFDD',
  'eu-west-2': 'ZJ5UAJN8Y3Z2Q',
  'eu-west-3': 'Z3KY65QIEKYHQQ',
  'sa-east-1': 'ZCMLWB8V5SYIT',
  'us-east-1': 'Z1UJRXOUMOOFQ8',
  'us-east-2': 'ZOJJZC49E0EPZ',
  'us-west-1': 'Z2MUQ32089INYE',
  'us-west-2': 'Z2OJLYMUO9EFXC',
};

export type AliasedService = 'elb' | 'execute-api';
const lists: { readonly [S in AliasedService]: { readonly [region: string]: string } } = {
  elb: balancerZones,
  'execute-api': apiZones,
};

/** The zone that a service's names in a region are in. For a region that is not in the lists it is made up, always the same. */
export const awsZoneOf = (service: AliasedService, region: string): string =>
  lists[service][region] ??
  `Z0${createHash('sha256').update(`${service} ${region}`).digest('hex').slice(0, 18).toUpperCase()}`;

/** Whether a name is one of those that AWS has in this zone. @param region undefined: the name tells none */
export function isInAwsZone(name: string, zoneId: string): boolean {
  const services: readonly AliasedService[] = ['elb', 'execute-api'];
  return services.some((service) => {
    const region = regionIn(name, service);
    return region !== undefined && awsZoneOf(service, region) === zoneId;
  });
}

/** `web-1.eu-west-1.elb.amazonaws.com.`, `d-1.execute-api.eu-west-1.amazonaws.com.` → `eu-west-1` */
function regionIn(name: string, service: AliasedService): string | undefined {
  const labels = name.replace(/\.$/, '').split('.');
  const at = labels.indexOf(service);
  const region = labels[service === 'elb' ? at - 1 : at + 1];
  if (at < 1 || region === undefined) return undefined;
  return name.replace(/\.$/, '').endsWith(`.${dnsSuffixOf(region)}`) ? region : undefined;
}

/** Whether this is one of AWS's zones, of whichever region. */
export const isAwsZone = (zoneId: string): boolean =>
  Object.values(lists).some((list) => Object.values(list).includes(zoneId));
