import type { Surroundings, Tags } from '../../permissions/demand.js';
import { tagsFrom } from '../../permissions/demand.js';
import type { Context } from '../service.js';
import { apis, partKey, stages, vpcLinks } from '../services/apigatewayv2/tables.js';
import { groups } from '../services/autoscaling/tables.js';
import { keyPairs, launchTemplates } from '../services/ec2/compute-tables.js';
import { versionOf } from '../services/ec2/launch-template-lookup.js';
import { nouns } from '../services/ec2/nouns.js';
import { routeTables } from '../services/ec2/tables.js';
import { repositories } from '../services/ecr/tables.js';
import { capacityProviders } from '../services/ecs/instance-tables.js';
import { clusters, services, taskDefinitions } from '../services/ecs/tables.js';
import { listeners, loadBalancers, rules, targetGroups } from '../services/elbv2/tables.js';
import { instanceProfiles, roles } from '../services/iam/tables.js';
import { logGroups } from '../services/logs/tables.js';
import { namespaces, services as discoveries } from '../services/servicediscovery/tables.js';

/** The sandbox's world, as far as it matters to IAM. */
export const surroundingsIn = (context: Context): Surroundings => ({
  account: context.account,
  region: context.region,
  partition: context.partition,
  tagsOf: (arn) => tagsOf(context, arn),
  hasRole: (name) => roles(context).has(name),
  roleIn: (profile) => instanceProfiles(context).get(profile)?.roleName,
  templateAt(id, version) {
    const row = launchTemplates(context).get(id);
    return row && versionOf(row, version).LaunchTemplateData;
  },
  associated(id) {
    const association = routeTables(context).all().flatMap(({ Associations }) => Associations).find((it) => it.RouteTableAssociationId === id);
    return { routeTableId: association?.RouteTableId, subnetId: association?.SubnetId };
  },
  keyName: (id) => keyPairs(context).get(id)?.KeyName,
});

function tagsOf(context: Context, arn: string): Tags {
  const [, , service = '', , , ...rest] = arn.split(':');
  return finders[service]?.(context, rest.join(':'), arn) ?? {};
}

type Find = (context: Context, resource: string, arn: string) => Tags | undefined;
const listed = (row: { readonly tags: Parameters<typeof tagsFrom>[0] } | undefined): Tags | undefined => row && tagsFrom(row.tags);
const last = (resource: string): string => resource.slice(resource.lastIndexOf('/') + 1);

const finders: { readonly [service: string]: Find | undefined } = {
  apigateway(context, path) {
    const [, collection = '', id = '', inside, stage] = path.split('/');
    if (collection === 'vpclinks') return vpcLinks(context).get(id)?.tags;
    if (inside === 'stages' && stage !== undefined) return stages(context).get(partKey(id, stage))?.tags;
    return inside === undefined ? apis(context).get(id)?.tags : undefined;
  },
  autoscaling: (context, resource) => listed(groups(context).get(last(resource))),
  ec2(context, resource) {
    const [type = '', id = ''] = resource.split('/');
    const row = nouns.find((noun) => noun.type === type)?.table(context).get(id);
    return row && tagsFrom(row.Tags);
  },
  ecr: (context, resource) => listed(repositories(context).get(resource.replace(/^repository\//, ''))),
  ecs(context, resource, arn) {
    const tables = { cluster: clusters, 'task-definition': taskDefinitions, 'capacity-provider': capacityProviders };
    const type = resource.slice(0, resource.indexOf('/'));
    if (type === 'service') return listed(services(context).get(arn));
    return listed(tables[type as keyof typeof tables]?.(context).get(last(resource)));
  },
  elasticloadbalancing: (context, _resource, arn) =>
    listed([loadBalancers, targetGroups, listeners, rules].map((table) => table(context).get(arn)).find((row) => row !== undefined)),
  iam(context, resource) {
    const [type] = resource.split('/');
    return (type === 'role' ? roles(context) : instanceProfiles(context)).get(last(resource))?.tags;
  },
  logs: (context, resource) => logGroups(context).get(resource.replace(/^log-group:/, ''))?.tags,
  servicediscovery(context, resource) {
    const [type, id = ''] = resource.split('/');
    return listed((type === 'namespace' ? namespaces(context) : discoveries(context)).get(id));
  },
};
