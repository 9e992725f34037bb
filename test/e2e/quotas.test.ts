import { RequestCertificateCommand } from '@aws-sdk/client-acm';
import {
  AllocateAddressCommand,
  AssociateVpcCidrBlockCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateNatGatewayCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
} from '@aws-sdk/client-ec2';
import {
  AddListenerCertificatesCommand,
  CreateTargetGroupCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetServiceQuotaCommand, RequestServiceQuotaIncreaseCommand } from '@aws-sdk/client-service-quotas';
import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import {
  CreateHttpNamespaceCommand,
  CreateServiceCommand,
  ListInstancesCommand,
  ListNamespacesCommand,
  RegisterInstanceCommand,
} from '@aws-sdk/client-servicediscovery';
import { beforeAll, expect, test } from '@jest/globals';
import { verdictOf } from '../../src/aws-errors.js';
import { increaseCommand, quotaNames, quotas, type QuotaName } from '../../src/facts/quotas.js';
import type { Failure } from '../../src/failure.js';
import type { Config } from '../../src/config/schema.js';
import { blueprints } from '../../src/config/blueprints.js';
import { wantWithPlaceholders } from '../../src/placeholder-want.js';
import { rehearseLifecycle } from '../../src/rehearsal/lifecycle.js';
import { required } from '../../src/step.js';
import { wordsFor } from '../../src/ui/failure.js';
import { planFor } from '../rehearsal/rehearsal.js';
import { certificateOf, zoneIn } from './domain-bed.js';
import { domainOfTheirs, listenerOfTheirs } from './domains-of-others.js';
import { rig } from './fresh.js';
import { manyPermissions } from './many-permissions.js';
import { blueprintOf, configOf, Project, serviceIn, variant } from './project.js';
import { registeredTasks } from '../../steps/ecs/registered-tasks.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { where, type Rig } from './rig.js';

/** A config whose `up` makes the calls that a quota refuses, for each quota that one of these meets. */
const met = new Map<QuotaName, Config>();
beforeAll(async () => {
  const configs = await Promise.all(blueprints.map(({ name }) => blueprintOf(name)));
  for (const config of [...configs, configOf((it) => manyPermissions(it))]) {
    await rig.reset();
    const { calls } = await rig.during(() => new Project(rig).up(config));
    for (const name of quotaNames)
      if (calls.some(({ service, operation }) => isRefused(name, service, operation)) && !met.has(name))
        met.set(name, config);
  }
});
const isRefused = (name: QuotaName, service: string, operation: string): boolean =>
  quotas[name].service === service && quotas[name].operations.includes(operation);

/** Calls that no blueprint makes. */
const direct: { readonly [Name in QuotaName]?: (clients: Rig['clients']) => Promise<unknown> } = {
  'cidr-blocks': async ({ ec2 }) =>
    ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: await vpc(), CidrBlock: '10.9.0.0/16' })),
  'launch-template-versions': async ({ ec2 }) => {
    const LaunchTemplateName = 'host';
    const LaunchTemplateData = { InstanceType: 't3.micro' } as const;
    await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData }));
    return ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateName, LaunchTemplateData }));
  },
  'network-acls': async ({ ec2 }) => ec2.send(new CreateNetworkAclCommand({ VpcId: await vpc() })),
  'network-acl-entries': async ({ ec2 }) => {
    const made = await ec2.send(new CreateNetworkAclCommand({ VpcId: await vpc() }));
    const entry = { RuleNumber: 1, Egress: false, RuleAction: 'deny', Protocol: '-1', CidrBlock: '0.0.0.0/0' } as const;
    const NetworkAclId = made.NetworkAcl?.NetworkAclId;
    return ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...entry }));
  },
  certificates: ({ acm }) => acm.send(new RequestCertificateCommand(certificate)),
  'certificate-names': ({ acm }) => acm.send(new RequestCertificateCommand(certificate)),
  'domain-names': domainOfTheirs,
  'listener-certificates': async (clients) => {
    const zone = await zoneIn({ clients });
    const [own, other] = [
      await certificateOf({ clients }, zone, 'a.example.com'),
      await certificateOf({ clients }, zone, 'b.example.com'),
    ];
    const ListenerArn = await listenerOfTheirs(clients, own);
    const Certificates = [{ CertificateArn: other }];
    return clients.elbv2.send(new AddListenerCertificatesCommand({ ListenerArn, Certificates }));
  },
  targets: async ({ elbv2 }) => {
    const VpcId = await vpc();
    await rig.clients.ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }));
    const group = { Name: 'web', Protocol: 'HTTP', Port: 80, TargetType: 'ip', VpcId } as const;
    const { TargetGroups } = await elbv2.send(new CreateTargetGroupCommand(group));
    const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn;
    return elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '10.0.0.10' }] }));
  },
  'service-instances': (clients) => anInstance(clients),
  'namespace-instances': (clients) => anInstance(clients),
};
async function anInstance({ servicediscovery }: Rig['clients']) {
  await servicediscovery.send(new CreateHttpNamespaceCommand({ Name: 'web' }));
  const { Namespaces } = await servicediscovery.send(new ListNamespacesCommand({}));
  const NamespaceId = Namespaces?.[0]?.Id;
  const { Service } = await servicediscovery.send(new CreateServiceCommand({ Name: 'web', NamespaceId }));
  const instance = { ServiceId: Service?.Id, InstanceId: 'one', Attributes: { AWS_INSTANCE_IPV4: '10.0.0.1' } };
  return servicediscovery.send(new RegisterInstanceCommand(instance));
}
const certificate = { DomainName: 'api.example.com', ValidationMethod: 'DNS' } as const;
const vpc = async (): Promise<string> => {
  const { Vpc } = await rig.clients.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  return Vpc?.VpcId ?? '';
};

/** The first one comes with the resource. */
const hasOneFirst = ['cidr-blocks', 'launch-template-versions', 'network-acls'];

/** An agent of ECS is refused, and nobody asks for it: `test/sandbox/services/ecs/container-instance` has it. */
const ofAgents: readonly QuotaName[] = ['container-instances'];

/** No call is refused for these: ECS starts no task, and says so in an event of the service. */
const ofTasks = ['fargate-vcpus', 'fargate-spot-vcpus'] as const satisfies readonly QuotaName[];

/** ECS registers tasks, is refused and says so in an event: below. Calls are refused in `test/sandbox/services/elbv2/targets`. */
const ofTargets: readonly QuotaName[] = ['balancer-targets'];

const hasOwnTest = (name: QuotaName): boolean => [...ofAgents, ...ofTasks, ...ofTargets].includes(name);

test('every quota of the table is met by a config, or by a call here', () => {
  const missing = quotaNames.filter((name) => !met.has(name) && !direct[name] && !hasOwnTest(name));
  expect(missing).toEqual([]);
  expect(Object.keys(direct).filter((name) => met.has(name as QuotaName))).toEqual([]);
});

const bare = (error: string) => error.replace(/(Exception|Fault)$/, '');
const saidBy = (failures: readonly Failure[]): string =>
  failures.map((failure) => JSON.stringify(wordsFor(failure))).join('\n');

test.each(quotaNames.filter((name) => !direct[name] && !hasOwnTest(name)))(
  '%s: beyond it comes the error of the table, and up names the quota',
  async (name) => {
    await rig.quotas({ [name]: 0 });
    const { failures } = await new Project(rig).up(required(met.get(name), name));
    const { service, operations, error, code, name: title } = quotas[name];
    const refused = failures.filter((it) => it.code === 'step-rejected');
    const own = refused.filter((it) => it.service === service && operations.includes(it.operation ?? ''));
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ aws }) => bare(aws)))).toEqual(new Set([bare(error)]));
    const words = saidBy(own);
    expect(words).toContain(title);
    if (code !== undefined) expect(words).toContain(code);
    expect(words).toContain(increaseCommand(name, 2 * quotas[name].value) ?? 'AWS');
    expect(words).not.toContain('throttled');
  },
);

test.each(Object.entries(direct))('%s: beyond it comes the error of the table', async (name, make) => {
  const made = await make(rig.clients);
  expect(made).toBeDefined();
  await rig.reset();
  const quota = quotas[name as QuotaName];
  await rig.quotas({ [name]: hasOneFirst.includes(name) ? 1 : 0 });
  const error = await make(rig.clients).catch((thrown: unknown) => thrown);
  expect(bare((error as Error).name)).toBe(bare(quota.error));
  expect(verdictOf(error, 'create').means).toBe('refused');
});

/** As many VPCs as an account may have. */
const fillVpcs = async (): Promise<void> => {
  for (let count = 0; count < quotas.vpcs.value; count++) await vpc();
};

test('where there are as many VPCs as there may be, up says so before it changes anything, and plan says the same', async () => {
  await fillVpcs();
  const project = new Project(rig);
  const { done, mutating } = await rig.during(() => project.up());
  expect(mutating).toEqual([]);
  expect(done.failures).toMatchObject([
    { code: 'quota-exceeded', quota: 'vpcs', step: 'vpc', used: 5, wanted: 1, value: 5 },
  ]);
  const words = saidBy(done.failures);
  expect(words).toContain('L-F678F1CE');
  expect(words).toContain(increaseCommand('vpcs', 6));
  expect(project.store.records.size).toBe(0);
});

test('what the message says helps: the request is granted, and up goes through', async () => {
  await fillVpcs();
  const { ServiceCode, QuotaCode } = { ServiceCode: 'vpc', QuotaCode: quotas.vpcs.code ?? '' };
  await rig.clients.servicequotas.send(
    new RequestServiceQuotaIncreaseCommand({ ServiceCode, QuotaCode, DesiredValue: 6 }),
  );
  const { Quota } = await rig.clients.servicequotas.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode }));
  expect(Quota?.Value).toBe(6);
  expect((await new Project(rig).up()).failures).toEqual([]);
});

test('addresses that are used up are found before the first change', async () => {
  for (let count = 0; count < quotas['elastic-ips'].value; count++)
    await rig.clients.ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  const config = variant(await blueprintOf('cloud-map-public'), (it) => {
    it.network.egress = 'nat';
  });
  const { done, mutating } = await rig.during(() => new Project(rig).up(config));
  expect(mutating).toEqual([]);
  expect(done.failures).toMatchObject([{ code: 'quota-exceeded', quota: 'elastic-ips', used: 5 }]);
});

test('a zone that has as many NAT gateways as it may is named before the first change; those of other zones do not count', async () => {
  const config = variant(await blueprintOf('cloud-map-public'), (it) => void (it.network.egress = 'nat'));
  await rig.quotas({ 'elastic-ips': 100 });
  const VpcId = await vpc();
  const { ec2 } = rig.clients;
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  await ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId: InternetGateway?.InternetGatewayId }));
  const fill = async (AvailabilityZoneId: string, CidrBlock: string) => {
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZoneId }));
    for (let count = 0; count < quotas['nat-gateways'].value; count++) {
      const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
      await ec2.send(new CreateNatGatewayCommand({ SubnetId: Subnet?.SubnetId, AllocationId }));
    }
  };
  await fill('use1-az6', '10.0.0.0/24');
  const project = new Project(rig);
  expect((await planFor(rig, project, config)).failures).toEqual([]);
  await fill('use1-az1', '10.0.1.0/24');
  const expected = [
    { code: 'quota-exceeded', quota: 'nat-gateways', step: 'nat-gateway-a', used: 5, wanted: 1, value: 5 },
  ];
  const { done, mutating } = await rig.during(() => project.up(config));
  expect(done.failures).toMatchObject(expected);
  expect(mutating).toEqual([]);
});

test('more rules than a load balancer may have are refused before the first change', async () => {
  const config = variant(await blueprintOf('ec2-capacity'), ({ services }) => {
    const [service] = Object.values(services);
    if (service)
      service.rules = Array.from({ length: 101 }, (_, index) => ({ path: `/r${index}`, priority: index + 1 }));
  });
  const { done, mutating } = await rig.during(() => new Project(rig, 'ec2-capacity').up(config));
  expect(done.failures).toMatchObject([
    { code: 'quota-exceeded', quota: 'listener-rules', used: 0, wanted: 101, value: 100 },
  ]);
  expect(mutating).toEqual([]);
});

test('a config that is beyond a quota by itself is refused in an empty account, by plan and by up', async () => {
  const config = configOf(({ services }) => {
    const [service] = Object.values(services);
    if (service) service.routes = Array.from({ length: 301 }, (_, index) => `GET /r${index}`);
  });
  const expected = [{ code: 'quota-exceeded', quota: 'api-routes', used: 0, wanted: 301, value: 300 }];
  const plan = await planFor(rig, new Project(rig), config);
  expect(plan.failures).toMatchObject(expected);
  const { done, mutating } = await rig.during(() => new Project(rig).up(config));
  expect(done.failures).toMatchObject(expected);
  expect(mutating).toEqual([]);
});

/** A config whose service has so many tasks, in what the quota is for. */
const tasksBeyond: readonly (readonly [QuotaName, blueprint: string, change: (config: Config) => void])[] = [
  ['service-instances', 'cloud-map-public', () => undefined],
  ['namespace-instances', 'cloud-map-public', inTwoServices],
  ['targets', 'ec2-capacity', () => undefined],
  ['balancer-targets', 'ec2-capacity', inTwoServices],
];
function inTwoServices(config: Config): void {
  const service = serviceIn(config);
  const half = { ...service, count: Math.ceil((service.count ?? 0) / 2) };
  const second = {
    ...half,
    ...(half.rules.length > 0 ? { rules: [{ path: '/second' }] } : { routes: ['GET /second'] }),
  };
  config.services = { web: half, second: second as typeof half };
}

test.each(tasksBeyond)(
  '%s: a config with more tasks is refused before the first change, by plan and by up, also where fewer run',
  async (name, blueprint, change) => {
    const { value } = quotas[name];
    await rig.quotas({ 'fargate-vcpus': 1_000_000, 'elastic-ips': 100 });
    const original = await blueprintOf(blueprint);
    const withTasks = (count: number) =>
      variant(original, (it) => {
        it.services = { web: { ...serviceIn(it), count } };
        change(it);
      });
    const project = new Project(rig, blueprint);
    const refused = async (used: number) => {
      const config = withTasks(value + 2);
      const wanted = Object.values(config.services).reduce((sum, { count }) => sum + (count ?? 0), 0) - used;
      const expected = { code: 'quota-exceeded', quota: name, used, wanted, value };
      expect((await planFor(rig, project, config)).failures).toContainEqual(expect.objectContaining(expected));
      const { done, mutating } = await rig.during(() => project.up(config));
      expect(done.failures).toContainEqual(expect.objectContaining(expected));
      expect(mutating).toEqual([]);
    };
    await refused(0);
    expect((await project.up(withTasks(2))).failures).toEqual([]);
    await refused(2);
  },
);

test.each([
  ['targets', /failed to register targets.*per target group '1'/],
  ['balancer-targets', /failed to register targets.*per load balancer '1'/],
] as const)('%s: where nobody knew beforehand, up says what ECS says', async (name, words) => {
  await rig.quotas({ [name]: 1 });
  const { failures } = await new Project(rig, 'ec2-capacity').up(await blueprintOf('ec2-capacity'));
  expect(failures).toMatchObject([{ step: 'web-service' }]);
  expect(saidBy(failures)).toMatch(words);
});

test.each(['service-instances', 'namespace-instances'] as const)(
  '%s: ECS registers no task beyond it, and says so in an event',
  async (name) => {
    await rig.quotas({ [name]: 1 });
    const config = configOf((it) => void (serviceIn(it).count = 2));
    const project = new Project(rig);
    expect((await project.up(config)).failures).toEqual([]);
    const { cluster, service } = project.store.records.get('web-service')?.id as { cluster: string; service: string };
    const { services = [] } = await rig.clients.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    expect(services[0]?.runningCount).toBe(2);
    const said = services[0]?.events?.map(({ message }) => message).join('\n');
    expect(said).toMatch(/failed to register an instance in .* 1, has been reached/);
    const { registryArn = '' } = services[0]?.serviceRegistries?.[0] ?? {};
    const ServiceId = registryArn.split('/').at(-1);
    const { Instances } = await rig.clients.servicediscovery.send(new ListInstancesCommand({ ServiceId }));
    expect(Instances).toHaveLength(1);
  },
);

test('more target groups than a load balancer may have are refused before the first change, though it may have the rules', async () => {
  await rig.quotas({ 'listener-rules': 200, 'fargate-vcpus': 1000 });
  const config = variant(await blueprintOf('ec2-capacity'), (it) => {
    const service = serviceIn(it);
    const names = Array.from({ length: 101 }, (_, at) => `s${at}`);
    it.services = Object.fromEntries(names.map((name) => [name, { ...service, rules: [{ path: `/${name}` }] }]));
  });
  const { done, mutating } = await rig.during(() => new Project(rig, 'ec2-capacity').up(config));
  expect(done.failures).toMatchObject([
    { code: 'quota-exceeded', quota: 'balancer-target-groups', used: 0, wanted: 101, value: 100 },
  ]);
  expect(saidBy(done.failures)).toContain('AWS raises it for nobody');
  expect(mutating).toEqual([]);
});

test('where Service Quotas does not answer, AWS itself refuses', async () => {
  await fillVpcs();
  await rig.faults([
    { service: 'servicequotas', operation: 'GetServiceQuota', error: 'AccessDeniedException', times: 9 },
  ]);
  const { failures } = await new Project(rig).up();
  expect(failures).toMatchObject([{ code: 'step-rejected', aws: 'VpcLimitExceeded' }]);
});

/** Two tasks of half a vCPU each, on what the quota is for. */
const tasksFor = (name: (typeof ofTasks)[number], change: (config: Config) => void = () => {}): Config =>
  configOf((it) => {
    const service = serviceIn(it);
    Object.assign(service, { count: 2, cpu: 512, memory: 1024 });
    if (name === 'fargate-spot-vcpus') service.capacity = { spot: { base: 0, weight: 1 } };
    change(it);
  });
const unknownValue = {
  service: 'servicequotas',
  operation: 'GetServiceQuota',
  error: 'AccessDeniedException',
  times: 9,
};

test.each(ofTasks)('%s: beyond it no task starts, and up says why', async (name) => {
  await rig.quotas({ [name]: 0 });
  await rig.faults([unknownValue]);
  const { failures } = await new Project(rig).up(tasksFor(name));
  expect(failures).toMatchObject([{ code: 'step-broken', step: 'web-service' }]);
  const words = saidBy(failures);
  expect(words).toContain('limit on the number of vCPUs');
  expect(words).toContain(quotas[name].name);
  expect(words).toContain(quotas[name].code);
});

test.each(ofTasks)(
  '%s: what the tasks need is counted before the first change, and a new account has less',
  async (name) => {
    const project = new Project(rig);
    const refused = (wanted: number, value: number, used = 0) => [
      { code: 'quota-exceeded', quota: name, step: 'web-service', resource: 'ecs-service', used, wanted, value },
    ];
    await rig.quotas({ [name]: 0 });
    const { done, mutating } = await rig.during(() => project.up(tasksFor(name)));
    expect(done.failures).toMatchObject(refused(1, 0));
    expect(mutating).toEqual([]);
    const words = saidBy(done.failures);
    expect(words).toContain('this stack needs 1 vCPU');
    expect(words).toContain(increaseCommand(name, 1));
    await rig.quotas({ [name]: 1 });
    expect((await project.up(tasksFor(name))).failures).toEqual([]);
    const more = tasksFor(name, (it) => void (serviceIn(it).count = 4));
    expect((await planFor(rig, project, more)).failures).toMatchObject(refused(1, 1, 1));
    const grown = await rig.during(() => project.up(more));
    expect(grown.done.failures).toMatchObject(refused(1, 1, 1));
    expect(grown.mutating).toEqual([]);
  },
);

test('a new revision needs room for one task more, where the minimum lets ECS stop none before', async () => {
  const project = new Project(rig);
  const revision = (of: string, minimumPercent: number) =>
    tasksFor('fargate-vcpus', (it) => {
      serviceIn(it).environment = { OF: of };
      serviceIn(it).rollout = { ...serviceIn(it).rollout, minimumPercent };
    });
  expect((await project.up(revision('first', 100))).failures).toEqual([]);
  await rig.quotas({ 'fargate-vcpus': 1 });
  const { done, mutating } = await rig.during(() => project.up(revision('second', 100)));
  expect(done.failures).toMatchObject([{ code: 'quota-exceeded', used: 1, wanted: 0.5, value: 1 }]);
  expect(mutating).toEqual([]);
  expect((await project.up(revision('second', 50))).failures).toEqual([]);
  await rig.quotas({ 'fargate-vcpus': 2 });
  expect((await project.up(revision('third', 100))).failures).toEqual([]);
});

test('what a pause has taken away needs room again when it comes back', async () => {
  const project = new Project(rig);
  const config = tasksFor('fargate-vcpus');
  expect((await project.up(config)).failures).toEqual([]);
  expect((await project.pause()).failures).toEqual([]);
  await rig.quotas({ 'fargate-vcpus': 0 });
  const expected = [{ code: 'quota-exceeded', quota: 'fargate-vcpus', used: 0, wanted: 1, value: 0 }];
  expect((await planFor(rig, project, config)).failures).toMatchObject(expected);
  const { done, mutating } = await rig.during(() => project.up(config));
  expect(done.failures).toMatchObject(expected);
  expect(mutating).toEqual([]);
});

test('the tasks of a service that is scaled are not counted: nobody knows beforehand how many there are', async () => {
  const services = (counts: Record<string, number>) => (it: Config) => {
    const web = serviceIn(it);
    const [scaled, fixed] = [counts['scaled'] ?? 0, counts['fixed'] ?? 0];
    it.services = {
      scaled: {
        ...web,
        count: scaled,
        scaling: { minimum: 2, maximum: 600, cpu: 50 } as never,
        rules: [{ path: '/s' }],
      },
      fixed: { ...web, count: fixed, rules: [{ path: '/f' }] },
    };
  };
  const original = await blueprintOf('ec2-capacity');
  const units = (next: Record<string, number>, last?: Record<string, number>) => {
    const wants = (counts: Record<string, number>) =>
      stackOf(variant(original, services(counts)), where)
        .steps.filter(({ resource }) => resource.type === 'ecs-service')
        .map((it) => ({ want: wantWithPlaceholders(it) as never, size: {} }));
    const before = last && wants(last);
    const use = registeredTasks.find(({ name }) => name === 'balancer-targets');
    return wants(next).map((it, at) => use?.units?.of(it, before?.[at] && { ...before[at], isOutdated: false }));
  };
  expect(units({ scaled: 500, fixed: 300 })).toMatchObject([{ lasting: 500 }, { lasting: 300 }]);
  expect(units({ scaled: 500, fixed: 600 }, { scaled: 500, fixed: 300 })).toEqual([
    { lasting: 0, busiest: 0 },
    { lasting: 300, busiest: 300, had: 300 },
  ]);
});

test('what AWS raises on request is refused by no rehearsal of an account that nobody has asked; what it raises for nobody is', async () => {
  const withRules = async (services: number, ports: number) =>
    variant(await blueprintOf('ec2-capacity'), (it) => {
      const rules = Array.from({ length: ports }, (_, at) => ({ path: `/r${at}` }));
      const names = Array.from({ length: services }, (_, at) => `s${at}`);
      const service = serviceIn(it);
      it.services = Object.fromEntries(
        names.map((name) => [
          name,
          { ...service, count: 1, rules: rules.map(({ path }) => ({ path: `/${name}${path}` })) },
        ]),
      );
    });
  const rehearsed = async (config: Config) => {
    const { steps } = stackOf(config, where);
    const cast = { stack: config.name, tags: {}, resources: resourcesByType };
    return (await rehearseLifecycle({ ...cast, location: where, steps })).up.failures;
  };
  expect(await rehearsed(await withRules(1, 101))).toEqual([]);
  expect(await rehearsed(await withRules(101, 1))).toMatchObject([{ quota: 'balancer-target-groups' }]);
});

test('a stack that needs no more than it has is not asked about', async () => {
  const project = new Project(rig);
  await project.up(tasksFor('fargate-vcpus'));
  await rig.quotas({ 'fargate-vcpus': 0 });
  const { done, calls } = await rig.during(() => project.up(tasksFor('fargate-vcpus')));
  expect(done.failures).toEqual([]);
  expect(calls.filter(({ operation }) => operation === 'GetServiceQuota')).toEqual([]);
});

test('a job that is larger than the quota is refused beforehand; where nobody knows the value, RunTask says why', async () => {
  const config = configOf(
    (it) =>
      void (it.jobs = {
        migrate: { image: 'public.ecr.aws/nginx/nginx:1.29', before: 'deploy', cpu: 1024, memory: 2048 },
      } as never),
  );
  await rig.quotas({ 'fargate-vcpus': 0 });
  const expected = [{ code: 'quota-exceeded', quota: 'fargate-vcpus', wanted: 1, value: 0 }];
  expect((await new Project(rig).up(config)).failures).toMatchObject(expected);
  await rig.faults([unknownValue]);
  const { failures } = await new Project(rig).up(config);
  expect(failures).toMatchObject([{ code: 'step-rejected', aws: 'RunTaskFailed' }]);
  expect(saidBy(failures)).toContain('L-3032A538');
});
