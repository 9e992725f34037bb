import { parse } from 'yaml';

/** The account that moto has, unless it is told otherwise. */
const account = '123456789012';

/**
 * The config of a blueprint as far as moto can have it.
 * @param text the blueprint, YAML
 * @param region where its repositories would be
 * @returns the config, and a few words on each change that takes something out of the blueprint
 */
export function configFor(text, region) {
  const config = parse(text);
  const without = [];
  // Each `down` would wait 90 s of real time for the log group that Container Insights may still make.
  config.cluster.containerInsights = 'disabled';
  for (const service of Object.values(config.services)) {
    // ECS of moto starts no tasks, so a service that wants one would be waited for in vain.
    service.count = 0;
    if (service.repository === undefined) continue;
    // There is no registry to push to, and where this runs need not be a program that builds.
    const { repository, build: _, ...rest } = service;
    for (const member of Object.keys(service)) delete service[member];
    Object.assign(service, { image: `${account}.dkr.ecr.${region}.amazonaws.com/${repository}:1`, ...rest });
    if (!without.includes('repositories')) without.push('repositories');
  }
  if (config.consumer) {
    // RunInstances of moto asks for the size of a root disk, which AWS takes from the AMI.
    delete config.consumer;
    without.push('the consumer (ec2:RunInstances wants the size of its disk)');
  }
  return { config, without };
}

/** The same config with a change that `up` must make, and no more than that. */
export function changed(config) {
  const other = structuredClone(config);
  for (const service of Object.values(other.services)) service.logRetentionDays = changedRetention;
  return other;
}
/** Days; no blueprint has it. */
export const changedRetention = 7;
