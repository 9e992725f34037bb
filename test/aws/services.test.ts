import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alphanumericName, cliName, iamAction, iamPrefixes } from '../../src/aws/names.js';
import { serviceIds, services, type ServiceId } from '../../src/aws/services.js';
import { policyFor } from '../../src/policy/document.js';
import { services as inSandbox } from '../../src/sandbox/services/index.js';
import { realClients } from './clients.js';
import { packageOf, serviceOf } from './packages.js';

const root = new URL('../../', import.meta.url);

/**
 * What AWS calls each service, as published: on the command line, and before the colon of its actions. Seen 2026-11-29.
 * Sources: https://docs.aws.amazon.com/cli/latest/reference/, and "service prefix" at
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const published: { readonly [S in ServiceId]: { readonly cli: string; readonly iam: string } } = {
  acm: { cli: 'acm', iam: 'acm' },
  apigatewayv2: { cli: 'apigatewayv2', iam: 'apigateway' },
  applicationautoscaling: { cli: 'application-autoscaling', iam: 'application-autoscaling' },
  autoscaling: { cli: 'autoscaling', iam: 'autoscaling' },
  ec2: { cli: 'ec2', iam: 'ec2' },
  ecr: { cli: 'ecr', iam: 'ecr' },
  ecs: { cli: 'ecs', iam: 'ecs' },
  efs: { cli: 'efs', iam: 'elasticfilesystem' },
  elbv2: { cli: 'elbv2', iam: 'elasticloadbalancing' },
  iam: { cli: 'iam', iam: 'iam' },
  logs: { cli: 'logs', iam: 'logs' },
  route53: { cli: 'route53', iam: 'route53' },
  s3: { cli: 's3api', iam: 's3' },
  scheduler: { cli: 'scheduler', iam: 'scheduler' },
  secretsmanager: { cli: 'secretsmanager', iam: 'secretsmanager' },
  servicediscovery: { cli: 'servicediscovery', iam: 'servicediscovery' },
  servicequotas: { cli: 'service-quotas', iam: 'servicequotas' },
  ssm: { cli: 'ssm', iam: 'ssm' },
  sts: { cli: 'sts', iam: 'sts' },
  tagging: { cli: 'resourcegroupstaggingapi', iam: 'tag' },
};

test.each(serviceIds)('%s is called on the command line and in policies as AWS publishes it', (service) => {
  const { cli, iam } = services[service];
  expect({ cli, iam }).toEqual(published[service]);
  expect(cliName(service)).toBe(cli);
  expect(iamAction(service, 'Do')).toBe(`${iam}:Do`);
});

test('the AWS CLI, where there is one, knows every service by the name that the registry has for it', () => {
  const known = cliServices();
  const unknown = known ? serviceIds.filter((service) => !known.has(services[service].cli)) : [];
  expect(unknown).toEqual([]);
});

/** All commands that the CLI on PATH has, which it lists where it is given one that it has not. */
function cliServices(): ReadonlySet<string> | undefined {
  try {
    execFileSync('aws', ['no-such-service', 'x'], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    const words = new Set(stderr.split(/[^\w-]+/));
    return words.has('ec2') ? words : undefined;
  }
  return undefined;
}

test('the endpoint variable of a service is made of the id that its own client has', () => {
  const clients = realClients({ region: 'us-east-1' });
  for (const service of serviceIds) {
    const { serviceId } = clients[service].config;
    expect(services[service].endpointVariable).toBe(`AWS_ENDPOINT_URL_${serviceId.toUpperCase().replaceAll(' ', '_')}`);
  }
});

test('every client of the registry is a dependency, and its package leads back to its service', () => {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(new URL('package.json', root), 'utf8'),
  ) as { [kind: string]: { [name: string]: string } | undefined };
  const missing = serviceIds.filter((service) => !(packageOf(service) in { ...dependencies, ...devDependencies }));
  expect(missing).toEqual([]);
  expect(serviceIds.map((service) => serviceOf(packageOf(service)))).toEqual(serviceIds);
});

test('no two services have a client, a product name or a variable in common, and each is introduced', () => {
  for (const member of ['name', 'endpointVariable', 'introduction'] as const)
    expect(new Set(serviceIds.map((service) => services[service][member])).size).toBe(serviceIds.length);
  expect(serviceIds.filter((service) => !/^[A-Z].*\.$/.test(services[service].introduction))).toEqual([]);
});

test("a service of the sandbox has the registry's id", () => {
  expect(inSandbox.map(({ id }) => id).filter((id) => !serviceIds.some((service) => service === id))).toEqual([]);
});

const sidsOf = (prefixes: readonly string[]): string[] =>
  policyFor(
    prefixes.flatMap((prefix) =>
      ['Describe', 'Create', 'Delete'].map((operation) => ({
        action: `${prefix}:${operation}`,
        resource: '*',
        pattern: '*',
        keys: {},
      })),
    ),
    'shop',
  ).Statement.map(({ Sid }) => Sid);

test('a Sid is of letters and digits and unique, whatever a service is called', () => {
  const sound = (prefixes: readonly string[]) => {
    const sids = sidsOf(prefixes);
    expect(sids.length).toBeGreaterThanOrEqual(new Set(prefixes).size);
    expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
    expect(new Set(sids).size).toBe(sids.length);
  };
  sound(iamPrefixes);
  sound(['application-autoscaling', 'applicationautoscaling', 'application-Autoscaling', 's3-object-lambda', 'résumé']);
  const prefix = fc.string({ unit: 'grapheme' }).filter((it) => !it.includes(':'));
  fc.assert(fc.property(fc.uniqueArray(prefix, { minLength: 1, maxLength: 5 }), sound));
  expect(alphanumericName('application-autoscaling')).toBe('ApplicationAutoscaling');
});

test('statements come in the order of the registry, and what it does not have comes last', () => {
  const sids = sidsOf(['kms', ...iamPrefixes.toReversed()]);
  expect([...new Set(sids.map((sid) => sid.replace(/(Any|Look)\d*$/, '')))]).toEqual(
    [...iamPrefixes, 'kms'].map(alphanumericName),
  );
});
