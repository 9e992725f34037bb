import type { Config } from '../../src/config/schema.js';

/** Lets the first service of a config be scaled by all that can scale it, but for requests where no balancer sends it any. */
export function scale({ services, ingress }: Config): void {
  const [service] = Object.values(services);
  if (!service) throw new Error('there is no service to scale');
  const hasRequests = service.rules.length > 0 && (ingress.type === 'alb' || ingress.via === 'alb');
  delete service.count;
  service.scaling = {
    ...{ minimum: 2, maximum: 6, cpu: 50, memory: 70, cooldown: { out: 60, in: 300 } },
    ...(hasRequests && { requestsPerTarget: 100 }),
    schedules: [
      { name: 'morning', schedule: 'cron(0 8 1 1 ? *)', timezone: 'Europe/Berlin', minimum: 4 },
      { name: 'evening', schedule: 'at(2199-12-31T20:00:00)', timezone: 'UTC', minimum: 2, maximum: 5 },
    ],
  };
}
