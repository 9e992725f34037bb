import type { Context } from '../../service.js';
import { roles } from './tables.js';

const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const forTasks = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/**
 * Makes a role of tasks under an ARN that somebody else has chosen, with a policy that allows everything. Where there is one
 * of its name, it stays as it is.
 */
export function putRole(context: Pick<Context, 'world'>, arn: string): void {
  const { world } = context;
  const [, Path = '/', RoleName = ''] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  if (roles(context).has(RoleName)) return;
  const role = {
    ...{ Path, RoleName, Arn: arn, RoleId: `AROA${world.hex(17).toUpperCase()}`, CreateDate: new Date(world.time) },
    AssumeRolePolicyDocument: JSON.stringify(forTasks),
    MaxSessionDuration: 3600,
  };
  roles(context).set(RoleName, { role, tags: {}, attached: [], inline: { all: JSON.stringify(all) } });
}
