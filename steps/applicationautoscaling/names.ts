/** What each call of Application Auto Scaling about a service of ECS begins with. */
export const ofEcsServices = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

/** `service/cluster/service`, from a service's ARN. */
export const resourceIdOf = (serviceArn: string): string => serviceArn.replace(/^.*:service\//, 'service/');

/** Names of policies and actions begin so: they have no tags that tell whose they are. */
const prefix = 'provision-';

/** The name of a policy or a scheduled action, from what it is for. */
export const ownName = (what: string): string => `${prefix}${what}`;
export const isOwnName = (name: string): boolean => name.startsWith(prefix);
