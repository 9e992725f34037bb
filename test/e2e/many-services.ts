import type { Config } from '../../src/config/schema.js';
import { blueprintOf } from './project.js';

/** How requests reach the services: an HTTP API that asks Cloud Map, or a load balancer. */
export type ManyBy = 'cloud-map' | 'alb';
export const manyBy: readonly ManyBy[] = ['cloud-map', 'alb'];

/** A blueprint with one of its services this many times. */
export async function manyServices(by: ManyBy, count: number): Promise<Config> {
  const config = await blueprintOf(by === 'alb' ? 'alb-microservices' : 'cloud-map-public');
  const [first] = Object.values(config.services);
  if (!first) throw new Error('a blueprint without services');
  const names = Array.from({ length: count }, (_, at) => `svc-${at}`);
  const own = (name: string, at: number) =>
    by === 'alb'
      ? {
          repository: name,
          logGroup: `/ecs/${name}`,
          discovery: { ...first.discovery, name },
          rules: [{ path: `/api/${name}/*`, priority: at + 1 }],
        }
      : { routes: [at === 0 ? '$default' : `ANY /${name}`] };
  const services = Object.fromEntries(names.map((name, at) => [name, { ...first, ...own(name, at) }]));
  return { ...config, name: `many-${by}`, services } as Config;
}
