import { configSchema, type Config } from '../../src/config/schema.js';

/** A config of three services behind one API; its members can be replaced. */
export function configOf(members: object = {}): Config {
  const web = { image: 'nginx:1.27', port: 80, count: 2, discovery: { type: 'srv', ttl: 0 }, routes: ['$default'] };
  const parsed = configSchema.parse({ name: 'demo', namespace: 'internal', services: { web }, ...members });
  return { ...parsed, name: parsed.name ?? 'demo' };
}

export const where = { account: '123456789012', region: 'us-east-1', partition: 'aws' } as const;
