import {
  CreateServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type CreateServiceRequest,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { testCloud } from '../cloud.js';

function asked(cloud = testCloud()) {
  cloud.register();
  const refusal = (more: Partial<CreateServiceRequest>) =>
    cloud.refused(CreateServiceCommand, { ...cloud.wanted, ...more });
  return { ...cloud, refusal };
}

test('the same name is refused, unless it is the same request by its token', () => {
  const { create, refusal } = asked();
  const made = create({ clientToken: 'token' });
  expect(create({ clientToken: 'token' })?.createdAt).toEqual(made?.createdAt);
  expect(refusal({})).toEqual(['InvalidParameterException', 'Creation of service was not idempotent.']);
  expect(refusal({ clientToken: 'other' })[1]).toBe('Creation of service was not idempotent.');
  expect(refusal({ serviceName: 'new', clientToken: 'a'.repeat(37) })[1]).toContain('up to 36 ASCII characters');
  expect(refusal({ serviceName: 'new', clientToken: 'two words' })[0]).toBe('InvalidParameterException');
});

test('CreateService is refused where something that it names does not exist', () => {
  const { refusal, call, wanted } = asked();
  const network = (more: object) => ({
    networkConfiguration: { awsvpcConfiguration: { ...wanted.networkConfiguration.awsvpcConfiguration, ...more } },
  });
  expect(refusal({ cluster: 'other' })).toEqual(['ClusterNotFoundException', 'Cluster not found.']);
  expect(refusal({ taskDefinition: 'other' })).toEqual(['ClientException', 'TaskDefinition not found.']);
  expect(refusal(network({ subnets: ['subnet-00000000000000000'] }))).toEqual([
    'InvalidParameterException',
    'Error retrieving subnet information for [subnet-00000000000000000]: The subnet ID ' +
      "'subnet-00000000000000000' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
  ]);
  expect(refusal(network({ securityGroups: ['sg-00000000000000000'] }))[1]).toContain('InvalidGroup.NotFound');
  expect(refusal(network({ subnets: [] }))[1]).toBe('subnets can not be empty.');
  expect(refusal({ networkConfiguration: undefined })[1]).toContain("when networkMode 'awsvpc' is specified");
  call(DeregisterTaskDefinitionCommand, { taskDefinition: 'web:1' });
  expect(refusal({ taskDefinition: 'web:1' })).toEqual(['ClientException', 'TaskDefinition is inactive']);
});

test('an SRV record needs one way to tell the port, an A record none', () => {
  const srv = asked();
  const registryArn = srv.registry('SRV');
  const container = { containerName: 'web', containerPort: 80 };
  const refusedSrv = (more: object) => srv.refusal({ serviceRegistries: [{ registryArn, ...more }] })[1];
  expect(refusedSrv({ port: 80, ...container })).toContain('but not both. Remove one and retry.');
  expect(refusedSrv({})).toContain('must be specified');
  expect(refusedSrv({ ...container, containerName: 'other' })).toContain('does not exist in the task definition');
  expect(refusedSrv({ ...container, containerPort: 81 })).toContain('did not have a container port 81 defined');
  const unknown = { registryArn: `${registryArn}0`, port: 80 };
  expect(srv.refusal({ serviceRegistries: [unknown] })[1]).toContain('could not be found');
  expect(srv.create({ serviceRegistries: [{ registryArn, ...container }] })?.serviceRegistries).toHaveLength(1);

  const a = asked();
  const address = a.registry('A');
  expect(a.refusal({ serviceRegistries: [{ registryArn: address, port: 80 }] })[1]).toBe(
    "The values specified for serviceRegistries do not require a value for 'port'. Remove the value and retry.",
  );
  expect(a.create({ serviceRegistries: [{ registryArn: address }] })?.serviceRegistries).toHaveLength(1);
});

test('a launch type and a strategy exclude each other; what the sandbox has not is said to be missing', () => {
  const { refusal } = asked();
  const capacityProviderStrategy = [{ capacityProvider: 'FARGATE', weight: 1 }];
  expect(refusal({ capacityProviderStrategy })[1]).toContain('Remove one and try again.');
  expect(refusal({ launchType: undefined, capacityProviderStrategy })[1]).toContain('not associated with the cluster');
  expect(refusal({ launchType: 'EC2' })[1]).toBe('Assign public IP is not supported for this launch type.');
  expect(refusal({ launchType: undefined })).toEqual(refusal({ launchType: 'EC2' }));
  expect(refusal({ launchType: 'EXTERNAL' })[0]).toBe('NotImplemented');
  expect(refusal({ schedulingStrategy: 'DAEMON' })[0]).toBe('NotImplemented');
});

test('services are described ten at a time and listed page by page', () => {
  const { create, call, refused } = asked();
  const names = Array.from({ length: 12 }, (_, i) => `web${String(i).padStart(2, '0')}`);
  for (const serviceName of names) create({ serviceName, desiredCount: 0 });
  expect(refused(DescribeServicesCommand, { cluster: 'main', services: names })[0]).toBe('InvalidParameterException');
  const first = call(ListServicesCommand, { cluster: 'main' });
  const second = call(ListServicesCommand, { cluster: 'main', nextToken: first.nextToken });
  const listed = [...(first.serviceArns ?? []), ...(second.serviceArns ?? [])];
  expect([first.serviceArns?.length, listed.map((arn) => arn.split('/').at(-1))]).toEqual([10, names]);
});

test('a service can be tagged, and shows its tags when asked', () => {
  const { create, call, refused } = asked();
  const resourceArn = create({ tags: [{ key: 'a', value: '1' }] })?.serviceArn;
  call(TagResourceCommand, { resourceArn, tags: [{ key: 'b', value: '2' }] });
  call(UntagResourceCommand, { resourceArn, tagKeys: ['a'] });
  expect(call(ListTagsForResourceCommand, { resourceArn }).tags).toEqual([{ key: 'b', value: '2' }]);
  const described = (include: 'TAGS'[]) =>
    call(DescribeServicesCommand, { cluster: 'main', services: ['web'], include }).services?.[0]?.tags;
  expect([described(['TAGS']), described([])]).toEqual([[{ key: 'b', value: '2' }], undefined]);
  const gone = refused(ListTagsForResourceCommand, { resourceArn: resourceArn?.replace('main', 'other') });
  expect(gone[0]).toBe('InvalidParameterException');
});
