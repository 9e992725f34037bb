import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';

/** One permission that IAM checks before an operation is done. */
export interface RequiredPermission {
  /** `ec2:CreateVpc` */
  readonly action: string;
  /** The ARN that policies are compared with; `*` where the reference knows no resource for the action. */
  readonly resource: string;
  /** The same as a policy can say it before anything exists: `*` in the place of what AWS chooses. */
  readonly pattern: string;
  /** The condition keys that the reference has for the action, as far as they have a value here. */
  readonly keys: Keys;
}
export type Keys = { readonly [key: string]: string | readonly string[] };
export type Tags = { readonly [key: string]: string };

/** What required permissions depend on besides the request: where it is made, and what exists. */
export interface PermissionContext {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** The tags of what has this ARN; none where there is nothing. */
  tagsOf(arn: string): Tags;
  /** Whether the account has this role already. */
  hasRole(name: string): boolean;
  /** The ARN of a role that is there: its path is in it, and in no request. */
  roleArnOf(name: string): string | undefined;
  /** The role in an instance profile, if there is one. */
  roleIn(instanceProfile: string): string | undefined;
  /** What a launch template says in one of its versions. */
  templateAt(id: string, version: string | undefined): RequestLaunchTemplateData | undefined;
  /** What a route table association joins. */
  associated(id: string): { readonly routeTableId?: string | undefined; readonly subnetId?: string | undefined };
  /** The ARN of the scalable target of a resource, if there is one: `service/cluster/service`. */
  scalableTarget(resourceId: string): string | undefined;
  /** The ARNs of the roles of a task definition's revision: of its tasks, and of the agents that start them. */
  rolesOf(taskDefinition: string): readonly string[];
  /** How a key pair is called, by its id. */
  keyName(id: string): string | undefined;
}

/** A request as its service sees it. */
export interface Call<Input = object> {
  readonly operation: string;
  readonly input: Input;
  readonly context: PermissionContext;
}

/** The permissions that an operation requires, whoever sends it and whatever policies say. */
export type Rule<Input = never> = (call: Call<Input>) => readonly RequiredPermission[];
/** Of one service, by the operation's name. */
export type Rules = { readonly [operation: string]: Rule };

/** A permission for an action that has no resource of its own. */
export const onAnyResource = (action: string, keys: Keys = {}): RequiredPermission => ({
  action,
  resource: '*',
  pattern: '*',
  keys,
});

/** The rule of an operation that only reads, and that IAM allows for all resources or none. */
export const readOnly =
  (service: string): Rule =>
  ({ operation }) => [onAnyResource(`${service}:${operation}`)];

/** A permission for a resource by its ARN. @param pattern the ARN with `*` for the part that AWS chooses */
export const onResource = (
  action: string,
  resource: string,
  keys: Keys = {},
  pattern = resource,
): RequiredPermission => ({
  action,
  resource,
  pattern,
  keys,
});

/** The condition keys for tags in a request. */
export const requestTags = (tags: Tags): Keys =>
  Object.keys(tags).length === 0 ? {} : { ...named('aws:RequestTag', tags), 'aws:TagKeys': Object.keys(tags) };

/** The condition keys for tags on a resource. */
export const resourceTags = (tags: Tags): Keys => named('aws:ResourceTag', tags);

const named = (key: string, tags: Tags): Keys =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [`${key}/${name}`, value]));

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}
/** Tags as most services write them, in either case. */
export const tagsFrom = (list: readonly Tag[] = []): Tags =>
  Object.fromEntries(list.map((tag) => [tag.Key ?? tag.key ?? '', tag.Value ?? tag.value ?? '']));

/** One text or several, or none. */
export function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((it): it is string => typeof it === 'string') : [];
}
