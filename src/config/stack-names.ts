import { createHash } from 'node:crypto';
import { maxRoleName } from '../facts/name-limits.js';
import { isOtherStack, prefixed } from './name-prefix.js';
import type { NamedPort } from './service-ports.js';
import { existingBalancerOf } from './placement.js';
import type { Shape } from './shape.js';
import { targetNameSuffix } from './target-settings.js';
import type { ValidPart } from './valid-part.js';

/**
 * Names of resources, given by the config or made of the stack's name, that a rule checks: AWS's limit is narrower than
 * ours, or two could be the same. Steps and rules both take them from here, so that the checked name is the used one.
 */
type Named = ValidPart<Pick<Shape, 'cluster' | 'ingress'>>;
type Service = ValidPart<Shape['services'][string]>;

export const loadBalancerName = (stack: string, { ingress }: Named): string => ingress?.loadBalancer?.name ?? stack;
/** Of a port of a service. One for another load balancer has another name, because it belongs to one alone. */
export const targetGroupName = (
  stack: string,
  { name, members: { target } }: NamedPort,
  config: ValidPart<Pick<Shape, 'ingress'>>,
): string => {
  const { arn } = existingBalancerOf(config) ?? {};
  return target?.name ?? `${stack}-${name}${targetNameSuffix(target)}${arn === undefined ? '' : `-${arn.slice(-4)}`}`;
};
/** The name of a service in the Cloud Map namespace. */
export const discoveryName = (service: string, discovery: Service['discovery']): string => discovery?.name ?? service;
/** The log group of a service or a job. */
export const taskLogGroupName = (stack: string, name: string, { logGroup }: Pick<Service, 'logGroup'>): string =>
  logGroup ?? `/ecs/${stack}/${name}`;
/** The log group of the HTTP API's access log. */
export const accessLogGroupName = (stack: string): string => `/aws/vendedlogs/apis/${stack}`;
export const clusterName = (stack: string, { cluster }: Named): string => cluster?.name ?? stack;
/** IAM has no regions: without the region in the name, stacks of one name in two regions would share the role. */
export const executionRoleName = (stack: string, region: string, { cluster }: Named): string =>
  cluster?.executionRole ?? `${stack}-exec-${region}`;
/**
 * The name of the task role of a service or a job, with the region for the same reason. It is cut where it is too long for IAM, and stays
 * unlike all others by a part of its hash.
 */
export const taskRoleName = (stack: string, task: string, region: string): string =>
  cutRoleName(`${stack}-${task}-task-${region}`);
/** The name of the role in which EventBridge Scheduler starts jobs; with the region, and cut, as the former. */
export const schedulerRoleName = (stack: string, region: string): string => cutRoleName(`${stack}-scheduler-${region}`);
/** The group of the schedules of a stack. */
export const scheduleGroupName = (stack: string): string => stack;

const cutRoleName = (name: string): string => {
  if (name.length <= maxRoleName) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, maxRoleName - hash.length - 1)}-${hash}`;
};

/**
 * The family of the task definitions of a service or a job. Two stacks with the same family would share one count of revisions, so
 * each stack of a config has families of its own.
 */
export const familyName = (stack: string, task: string, { namesFor }: ValidPart<Pick<Shape, 'namesFor'>>): string =>
  isOtherStack(stack, namesFor) ? prefixed(stack, task) : task;
