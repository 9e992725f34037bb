import type { Shape } from './schema.js';
import type { Sound } from './sound.js';

/**
 * The names that the config gives or that follow from the stack's, where AWS's limits are narrower than ours or two
 * could be the same: steps and rules take them from here, so that what was checked is what is used.
 */
type Named = Sound<Pick<Shape, 'cluster' | 'ingress'>>;
type Service = Sound<Shape['services'][string]>;

export const loadBalancerName = (stack: string, { ingress }: Named): string => ingress?.loadBalancer?.name ?? stack;
export const targetGroupName = (stack: string, service: string, { target }: Service): string =>
  target?.name ?? `${stack}-${service}`;
/** In the namespace. */
export const discoveryName = (service: string, discovery: Service['discovery']): string => discovery?.name ?? service;
export const serviceLogGroupName = (stack: string, service: string, { logGroup }: Service): string =>
  logGroup ?? `/ecs/${stack}/${service}`;
/** Of the HTTP API. */
export const accessLogGroupName = (stack: string): string => `/aws/vendedlogs/apis/${stack}`;
export const clusterName = (stack: string, { cluster }: Named): string => cluster?.name ?? stack;
/** IAM is one for all regions: without the region in its name, a second stack of this name would take it. */
export const executionRoleName = (stack: string, region: string, { cluster }: Named): string =>
  cluster?.executionRole ?? `${stack}-exec-${region}`;
