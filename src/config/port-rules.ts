import { didYouMean, nearest } from '../nearest.js';
import { maxTargetGroups } from '../facts/container-settings.js';
import { balancedPorts } from './balanced-ports.js';
import { inEachTask } from './containers.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import { balancerOf } from './placement.js';
import { portsOf, portsOfService, type NamedPort } from './service-ports.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules between the ports of a service, its containers, and what leads to them. */

type Checked = ValidPart<Shape>;

const furtherPorts = (config: Checked): (NamedPort & { readonly key: string })[] =>
  portsOf(config).flatMap(({ key, ...port }) => (key === undefined ? [] : [{ ...port, key }]));

/**
 * The containers of a task share one network interface, and ECS takes a number with one protocol only.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (a note on protocols), and
 * https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/89 (port 53 of TCP and of UDP)
 */
export const portsTakenTwice = (config: Checked): Finding[] =>
  inEachTask(config, (containers, { name, kind }) => {
    const service = kind === 'services' ? config.services?.[name] : undefined;
    const further = service ? portsOfService(name, service).filter(({ key }) => key !== undefined) : [];
    const ports = [
      ...containers.map(({ at, name: by, container: { port } }) => ({
        at,
        by,
        port,
        protocol: 'tcp',
        isBeside: by !== name,
      })),
      ...further.map(({ at, container: by, members: { port }, protocol }) => ({
        at,
        by,
        port,
        protocol,
        isBeside: false,
      })),
    ];
    return ports.flatMap(({ at, by, port, protocol }, i): Finding[] => {
      const other = ports.slice(0, i).find((it) => it.port === port);
      if (port === undefined || !other) return [];
      const isOne = by === other.by;
      // What is sent to the port of a container beside the own one is said in `ports`.
      if (isOne && other.isBeside) return [];
      return [
        {
          at: [[...at, 'port']],
          message: isOne
            ? protocol !== other.protocol
              ? `port ${port} of ${by} has two protocols, and ECS takes one`
              : `port ${port} of ${by} is there twice`
            : `two containers of ${name} listen on port ${port}, and they share one network interface`,
          hint: isOne ? 'remove one of the two' : 'give one of them another port',
          other: [...other.at, 'port'],
        },
      ];
    });
  });

export const portsOfNoContainer = (config: Checked): Finding[] =>
  furtherPorts(config).flatMap(({ service, at, container }): Finding[] => {
    const { containers } = config.services?.[service] ?? {};
    const names = [service, ...Object.keys(containers ?? {})];
    if (!containers || names.includes(container)) return [];
    return [
      {
        at: [[...at, 'container'], at],
        message: `${service} has no container ${JSON.stringify(container)}`,
        hint: didYouMean(nearest(container, names)) ?? `there is: ${names.join(', ')}`,
        restsOn: [
          [...at, 'container'],
          ['services', service, 'containers'],
        ],
      },
    ];
  });

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html (HTTP and HTTPS) */
export const rulesToDatagrams = (config: Checked): Finding[] =>
  furtherPorts(config)
    .filter(({ protocol, members }) => protocol === 'udp' && (members.rules ?? []).length > 0)
    .map(({ at }) => ({
      at: [[...at, 'rules']],
      message: 'an Application Load Balancer sends HTTP, which needs tcp',
      hint: 'remove the rules, or set the protocol to tcp; `allow` and `calledBy` let callers in to a port of udp',
      other: [...at, 'protocol'],
    }));

export const tooManyTargetGroups = (config: Checked): Finding[] => {
  if (!balancerOf(config)) return [];
  const balanced = balancedPorts(config);
  return Object.keys(config.services ?? {}).flatMap((service): Finding[] => {
    const its = balanced.filter((it) => it.service === service);
    const [beyond] = its.slice(maxTargetGroups);
    if (!beyond) return [];
    return [
      {
        at: [[...beyond.at, 'rules'], beyond.at],
        message: `rules lead to ${its.length} ports of ${service}, each with a target group: ECS takes at most ${maxTargetGroups} for a service`,
        hint: 'let one port take the requests of several rules, or make another service of it',
      },
    ];
  });
};

/** Steps, rules of security groups and target groups of a further port are named by both names. */
export const portsNamedAsServices = (config: Checked): Finding[] => {
  const ports = portsOf(config);
  return furtherPorts(config).flatMap(({ name, service, key, at }): Finding[] => {
    const other = ports.find((it) => it.name === name && (it.service !== service || it.key !== key));
    if (!other) return [];
    return [
      {
        at: [at],
        message: `what belongs to port ${key} of ${service} would be called ${name}, as that of ${other.at.join('.')}`,
        hint: 'give the port another name',
        other: other.at,
      },
    ];
  });
};

/** An SRV record has the number of one port. */
export const wrongDiscoveryPorts = (config: Checked): Finding[] =>
  Object.entries(config.services ?? {}).flatMap(([name, service]): Finding[] => {
    const { discovery, ports, routes } = service ?? {};
    if (discovery?.port === undefined || !ports) return [];
    const at: Path = ['services', name, 'discovery', 'port'];
    const names = Object.keys(ports);
    const port = ports[discovery.port];
    if (!names.includes(discovery.port))
      return [
        {
          at: [at],
          message: `${name} has no port ${JSON.stringify(discovery.port)} among its \`ports\``,
          hint:
            didYouMean(nearest(discovery.port, names)) ??
            (names.length > 0 ? `there is: ${names.join(', ')}` : 'leave it out: the records lead to `port`'),
          restsOn: [at, ['services', name, 'ports']],
        },
      ];
    if (discovery.type === 'a')
      return [
        {
          at: [at],
          message: 'an A record has no port',
          hint: 'leave it out, or set the type to srv',
          other: ['services', name, 'discovery', 'type'],
        },
      ];
    if (port?.protocol !== 'udp' || (routes ?? []).length === 0) return [];
    return [
      {
        at: [at],
        message: `routes lead to ${discovery.port}, and an HTTP API sends HTTP, which needs tcp`,
        hint: 'choose another port, or remove the routes',
        other: ['services', name, 'ports', discovery.port, 'protocol'],
      },
    ];
  });
