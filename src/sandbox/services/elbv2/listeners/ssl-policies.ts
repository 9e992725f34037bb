import { DescribeSSLPoliciesCommand, type SslPolicy } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError, on } from '../../../service.js';
import { markedPage, notInSandbox } from '../refusals.js';

/** What HTTPS listeners have that nobody has chosen a policy for, unless they are made in the console. */
export const defaultPolicy = 'ELBSecurityPolicy-2016-08';

const tls13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const gcm = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
];
const forwardSecret = [
  ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ...['ECDHE-ECDSA-AES128-SHA256', 'ECDHE-RSA-AES128-SHA256'],
  ...['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
  ...['ECDHE-ECDSA-AES256-SHA384', 'ECDHE-RSA-AES256-SHA384'],
];
const rsa = ['AES128-GCM-SHA256', 'AES128-SHA256', 'AES256-GCM-SHA384', 'AES256-SHA256'];
const old = [
  ...['ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES128-SHA', 'ECDHE-RSA-AES256-SHA', 'ECDHE-ECDSA-AES256-SHA'],
  ...['AES128-SHA', 'AES256-SHA'],
];
const tls12 = 'TLSv1.2';

/**
 * Some of AWS's policies; one that is not among them is answered with 501. Of those with `PQ` in their name it is believed
 * that their ciphers are those of the policies without.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const policies: { readonly [name: string]: Pick<SslPolicy, 'SslProtocols'> & { readonly ciphers: readonly string[] } } =
  {
    'ELBSecurityPolicy-2016-08': {
      SslProtocols: ['TLSv1', 'TLSv1.1', tls12],
      ciphers: [...forwardSecret, ...rsa, ...old],
    },
    'ELBSecurityPolicy-TLS-1-2-2017-01': { SslProtocols: [tls12], ciphers: [...forwardSecret, ...rsa] },
    'ELBSecurityPolicy-TLS13-1-2-2021-06': { SslProtocols: [tls12, 'TLSv1.3'], ciphers: [...tls13, ...forwardSecret] },
    'ELBSecurityPolicy-TLS13-1-2-Res-2021-06': { SslProtocols: [tls12, 'TLSv1.3'], ciphers: [...tls13, ...gcm] },
    'ELBSecurityPolicy-TLS13-1-3-2021-06': { SslProtocols: ['TLSv1.3'], ciphers: tls13 },
    'ELBSecurityPolicy-TLS13-1-2-PQ-2025-09': {
      SslProtocols: [tls12, 'TLSv1.3'],
      ciphers: [...tls13, ...forwardSecret],
    },
    'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09': { SslProtocols: [tls12, 'TLSv1.3'], ciphers: [...tls13, ...gcm] },
    'ELBSecurityPolicy-TLS13-1-3-PQ-2025-09': { SslProtocols: ['TLSv1.3'], ciphers: tls13 },
  };

export const sslPolicyOperations = [
  on(DescribeSSLPoliciesCommand, (input) => {
    const names = input.Names?.map(checkedPolicy) ?? Object.keys(policies);
    const { items, more } = markedPage(names, (name) => name, input);
    return { SslPolicies: items.map(shown), ...more };
  }),
];

const shown = (name: string): SslPolicy => {
  const { SslProtocols = [], ciphers = [] } = policies[name] ?? {};
  return {
    Name: name,
    SslProtocols: [...SslProtocols],
    Ciphers: ciphers.map((Name, at) => ({ Name, Priority: at + 1 })),
    SupportedLoadBalancerTypes: ['application', 'network'],
  };
};

/** @throws AwsError `SSLPolicyNotFoundException`, 501 */
export function checkedPolicy(name: string): string {
  if (Object.hasOwn(policies, name)) return name;
  if (/^ELBSecurityPolicy-/.test(name)) throw notInSandbox(`the security policy ${name}`);
  throw new AwsError('SSLPolicyNotFoundException', `SSL policy '${name}' not found`);
}
