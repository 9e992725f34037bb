import { expect, test } from '@jest/globals';
import { census } from './census.js';
import { callsOf, original, project, putBack, rig } from './long-life.js';
import { configOf, serviceIn } from './project.js';

/** Services, routes, zones and the ingress come and go. */
const changed = (change: (service: ReturnType<typeof serviceIn>) => void) => configOf((it) => change(serviceIn(it)));

test('a route is added and removed, and nothing else changes', async () => {
  const more = changed((it) => void (it.routes = ['$default', 'GET /health']));
  expect(await callsOf(more)).toEqual(['apigatewayv2:CreateRoute']);
  expect(await census(rig)).toEqual({ ...original, apiRoutes: ['$default', 'GET /health'] });
  expect(await putBack()).toEqual(['apigatewayv2:DeleteRoute']);
});

test('a second service comes, and goes with exactly what was its own', async () => {
  const two = configOf((it) => {
    it.services['authors'] = { ...serviceIn(it), port: 8080, routes: ['ANY /authors/{proxy+}'], count: 1 };
  });
  const created = await callsOf(two);
  expect(created.filter((it) => !/:(Create|Authorize|Register|Put)/.test(it))).toEqual([]);
  const services = ['authors ACTIVE 1/1', 'web ACTIVE 2/2'];
  expect(await census(rig)).toMatchObject({ services, apis: ['cloud-map-public'] });
  expect(await putBack()).toEqual([
    'apigatewayv2:DeleteIntegration',
    'apigatewayv2:DeleteRoute',
    'ec2:DeleteSecurityGroup',
    'ec2:RevokeSecurityGroupEgress',
    'ec2:RevokeSecurityGroupIngress',
    'ecs:DeleteService',
    'ecs:DeleteTaskDefinitions',
    'ecs:DeregisterTaskDefinition',
    'ecs:UpdateService',
    'logs:DeleteLogGroup',
    'servicediscovery:DeleteService',
  ]);
});

test('a route moves from one service to another', async () => {
  const both = (routes: { web: string[]; authors: string[] }) =>
    configOf((it) => {
      it.services['authors'] = { ...serviceIn(it), count: 1, routes: routes.authors };
      serviceIn(it).routes = routes.web;
    });
  await callsOf(both({ web: ['$default'], authors: ['GET /authors'] }));
  await callsOf(both({ web: ['GET /authors'], authors: ['$default'] }));
  expect((await census(rig))['apiRoutes']).toEqual(['$default', 'GET /authors']);
  await putBack();
});

test('a service gets another name', async () => {
  const renamed = configOf((it) => {
    it.services = { api: serviceIn(it) };
  });
  await callsOf(renamed);
  const apis = { apiRoutes: ['$default'], apiIntegrations: ['VPC_LINK'] };
  expect(await census(rig)).toMatchObject({ services: ['api ACTIVE 2/2'], ...apis });
  await putBack();
});

test('no ingress any more, and then again', async () => {
  const calls = await callsOf(
    configOf((it) => {
      it.ingress.type = 'none';
      serviceIn(it).routes = [];
    }),
  );
  expect(calls.filter((it) => !/:(Delete|Revoke)/.test(it))).toEqual([]);
  const it = await census(rig);
  expect(it).toMatchObject({ apis: [], vpcLinks: [], apiRoutes: [], apiStages: [], services: ['web ACTIVE 2/2'] });
  expect(it['securityGroups']).toEqual(['cloud-map-public-web']);
  expect(it['interfaces']).toEqual(['interface in-use', 'interface in-use']);
  expect((await putBack()).filter((it) => !/:(Create|Authorize|Put)/.test(it))).toEqual([
    // The rule that every new group has, and a link's must not.
    'ec2:RevokeSecurityGroupEgress',
  ]);
});

test('what would take a new one of what others stand on is refused, and nothing is lost by asking', async () => {
  const cidr = await project.up(configOf((it) => void (it.network.cidr = '10.1.0.0/16')));
  const [failure] = cidr.failures;
  expect(cidr.failures).toMatchObject([{ code: 'needs-replacement', step: 'vpc', changed: ['CidrBlock'] }]);
  expect(failure).toMatchObject({ dependents: expect.arrayContaining(['public-subnet-a', 'namespace']) });
  expect(await census(rig)).toEqual(original);
});

test('a third zone: another VPC link first, then the first one goes', async () => {
  const calls = await callsOf(configOf((it) => void (it.network.zones = 3)));
  const links = calls.filter((it) => it.endsWith('VpcLink') || it.endsWith('Integration'));
  expect(links).toEqual(['apigatewayv2:CreateVpcLink', 'apigatewayv2:DeleteVpcLink', 'apigatewayv2:UpdateIntegration']);
  const it = await census(rig);
  expect(it).toMatchObject({ vpcLinks: ['cloud-map-public AVAILABLE'], routeTables: ['associated 3'] });
  expect(it['subnets']).toHaveLength(3);
  await putBack();
});
