import { serviceEntry } from '../../aws/services.js';
import type { PermissionContext, Tags } from '../../permissions/required-permission.js';
import type { Context } from '../service.js';
import { scalableTargets } from '../services/applicationautoscaling/tables.js';
import { keyPairs, launchTemplates } from '../services/ec2/compute-tables.js';
import { versionOf } from '../services/ec2/launch-templates/launch-template-lookup.js';
import { routeTables } from '../services/ec2/tables.js';
import { taskDefinitions } from '../services/ecs/tables.js';
import { instanceProfiles, roles } from '../services/iam/tables.js';
import { services } from '../services/index.js';

/** What the permission functions of `src/permissions` have to know of the sandbox's world. */
export const permissionContextOf = (context: Context): PermissionContext => ({
  account: context.account,
  region: context.region,
  partition: context.partition,
  tagsOf: (arn) => tagsOf(context, arn),
  hasRole: (name) => roles(context).has(name),
  roleArnOf: (name) => roles(context).get(name)?.role.Arn,
  roleIn: (profile) => instanceProfiles(context).get(profile)?.roleName,
  templateAt(id, version) {
    const row = launchTemplates(context).get(id);
    return row && versionOf(row, version).LaunchTemplateData;
  },
  associated(id) {
    const association = routeTables(context)
      .all()
      .flatMap(({ Associations }) => Associations)
      .find((it) => it.RouteTableAssociationId === id);
    return { routeTableId: association?.RouteTableId, subnetId: association?.SubnetId };
  },
  scalableTarget: (resourceId) => scalableTargets(context).get(resourceId)?.target.ScalableTargetARN,
  rolesOf(taskDefinition) {
    const definition = taskDefinitions(context).get(taskDefinition.split('/').at(-1) ?? '')?.definition;
    return [definition?.executionRoleArn, definition?.taskRoleArn].flatMap((it) => it ?? []);
  },
  keyName: (id) => keyPairs(context).get(id)?.KeyName,
});

/** The service part of an ARN is the prefix of IAM's actions. */
function tagsOf(context: Context, arn: string): Tags {
  const [, , prefix, , , ...rest] = arn.split(':');
  const service = services.find(({ id }) => serviceEntry(id)?.iam === prefix);
  return service?.tagsByArn?.(context, rest.join(':'), arn) ?? {};
}
