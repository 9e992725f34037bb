import { blueprints } from '../src/config/blueprints.js';
import { resolveConfig } from '../src/config/resolve.js';
import { configSchema, type Config } from '../src/config/schema.js';

/** A stack that is measured. */
export interface Measured {
  readonly name: string;
  readonly config: Config;
}

/** What takes the requests of many services. */
export const ingresses = ['http-api', 'load-balancer'] as const;
export type Ingress = (typeof ingresses)[number];

/** The blueprints, as a person gets them. */
export async function measuredBlueprints(): Promise<Measured[]> {
  const found = blueprints.map(async ({ name }) => ({
    name,
    config: await resolveConfig({ blueprint: name, directory: '/' }),
  }));
  return Promise.all(found);
}

/** The text of a config with so many services, one route or rule and one task each, in public subnets without NAT gateways. */
export function textOfMany(count: number, ingress: Ingress): string {
  const isApi = ingress === 'http-api';
  const services = Array.from({ length: count }, (_, at) => {
    const name = `s${String(at).padStart(3, '0')}`;
    const reached = isApi
      ? { routes: [`ANY /${name}/{proxy+}`], discovery: { type: 'srv' } }
      : { rules: [{ path: `/${name}/*`, priority: at + 1 }] };
    return [name, { image: 'public.ecr.aws/nginx/nginx:1.27', port: 8080, count: 1, ...reached }];
  });
  return JSON.stringify({
    name: `many-${count}`,
    region: 'us-east-1',
    ...(isApi ? { namespace: 'internal' } : { ingress: { type: 'alb' } }),
    services: Object.fromEntries(services) as object,
  });
}

export function manyServices(count: number, ingress: Ingress): Measured {
  const name = `${count} services, ${ingress}`;
  const config = configSchema.parse(JSON.parse(textOfMany(count, ingress)));
  return { name, config: { ...config, name: config.name ?? name } };
}
