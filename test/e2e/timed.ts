import { configSchema, type Config } from '../../src/config/schema.js';

/** A config of nothing but a job that is started by the clock, so seldom that no test meets it. */
export const timed = (name: string): Config => {
  const report = { image: 'nginx', schedule: 'cron(0 8 1 1 ? *)', timezone: 'Europe/Berlin', permissions: {} };
  return { ...configSchema.parse({ name, services: {}, ingress: { type: 'none' }, jobs: { report } }), name };
};

/** Gives another config that job. */
export const time = (config: Config): void => void Object.assign(config.jobs, timed(config.name).jobs);
