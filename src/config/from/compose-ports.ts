import { resolved } from './variables-in.js';
import type { Target } from './draft.js';
import { putFurtherPort } from './further-port.js';
import { reasons } from './reasons.js';
import { isMap, partsOf, within, type Value } from './source.js';
import { plainText } from '../../plain-text.js';

/** A port that a service of a compose file publishes. */
export interface PublishedPort {
  readonly from: Value;
  /** In the container. */
  readonly target: number;
  /** On the machine; undefined where docker chooses one. */
  readonly published: number | undefined;
  readonly protocol: string;
  /** Only programs on the machine itself reach it. */
  readonly isLocal: boolean;
}

/**
 * The entries of `ports`: `8080:80`, `127.0.0.1:8080:80/tcp`, `3000-3002:3000-3002`, `80`, or a map with `target`.
 * Source: https://docs.docker.com/reference/compose-file/services/#ports
 * @returns for each entry its ports; none where it cannot be read
 */
export const portsIn = (list: Value): readonly { readonly from: Value; readonly ports: readonly PublishedPort[] }[] =>
  partsOf(list).map((from) => ({ from, ports: isMap(from.value) ? long(from) : short(from) }));

function short(from: Value): readonly PublishedPort[] {
  const text = resolved(from.value) ?? knownTarget(plainText(from.value));
  const [, address = '', published, target, protocol = 'tcp'] =
    /^(?:(?:(\[[^\]]*\]|[\d.]*):)?(\d*(?:-\d+)?):)?(\d+(?:-\d+)?)(?:\/(\w+))?$/.exec(text) ?? [];
  if (target === undefined) return [];
  const targets = range(target);
  const outside = published ? range(published) : [];
  return targets.map((port, i) => ({
    from,
    target: port,
    published: outside[i] ?? outside[0],
    protocol: protocol.toLowerCase(),
    isLocal: /^(?:127\.|\[?::1\]?$)/.test(address),
  }));
}

/** Which port of the machine it is does not matter, so a variable there needs no value. */
const knownTarget = (text: string): string => /(?<=[:}])(\d+(?:-\d+)?(?:\/\w+)?)$/.exec(text)?.[1] ?? '';

function long(from: Value): readonly PublishedPort[] {
  const member = (name: string) => resolved(within(from, name).value ?? '');
  const target = Number(member('target'));
  if (!Number.isInteger(target) || target < 1) return [];
  const published = Number.parseInt(member('published') ?? '', 10);
  return [
    {
      from,
      target,
      published: Number.isNaN(published) ? undefined : published,
      protocol: member('protocol') || 'tcp',
      isLocal: /^(?:127\.|::1)/.test(member('host_ip') ?? ''),
    },
  ];
}

function range(text: string): readonly number[] {
  const [from = 0, to = from] = text.split('-').map(Number);
  return Array.from({ length: Math.min(Math.max(to - from + 1, 1), 1000) }, (_, i) => from + i);
}

/**
 * The ports that well-known images listen on, by the last part of their names: compose files seldom say them, because services of
 * a network reach each other at any. Source: EXPOSE in the Dockerfiles of https://github.com/docker-library
 */
const exposed: { readonly [image: string]: number } = {
  postgres: 5432,
  postgresql: 5432,
  postgis: 5432,
  mysql: 3306,
  mariadb: 3306,
  redis: 6379,
  valkey: 6379,
  mongo: 27017,
  mongodb: 27017,
  memcached: 11211,
  rabbitmq: 5672,
  elasticsearch: 9200,
  nats: 4222,
  kafka: 9092,
  zookeeper: 2181,
  nginx: 80,
  httpd: 80,
  wordpress: 80,
};

/** The port that an image listens on, as far as it is known. */
export function portOfImage(image: unknown): number | undefined {
  const [repository = ''] = plainText(image).split('@');
  const [name = ''] = repository.split('/').at(-1)?.split(':') ?? [];
  return Object.hasOwn(exposed, name) ? exposed[name] : undefined;
}

/** Ports of protocols that are not HTTP: a load balancer of HTTP leads to none of them. */
const otherProtocols = [21, 22, 25, 1433, 1521, 1883, 2181, 3306, 4222, 5432, 5672, 6379, 9042, 9092, 11211, 27017];
export const isHttp = (port: number): boolean => !otherProtocols.includes(port);

/** Ports that programs listen on for HTTP, those first that a way in is most likely to be. */
const usual = [80, 8080, 8000, 3000, 5000, 8888, 4000, 9000, 4200, 5173, 443, 8443];

/**
 * The port of a service that has several: one that others than this machine reach, and that is HTTP. What is published at the port of
 * the web is the way in, and else the most usual one. TLS ends at the load balancer, so a port without it is better than 443.
 */
export function wayIn(ports: readonly PublishedPort[]): PublishedPort | undefined {
  const place = ({ target }: PublishedPort) => (usual.includes(target) ? usual.indexOf(target) : usual.length);
  const isOfTheWeb = ({ published, target }: PublishedPort) =>
    (published === 80 || published === 443) && target !== 443 && isHttp(target);
  const order = (it: PublishedPort): number[] => [
    ...[it.isLocal || !isHttp(it.target) ? 1 : 0, isOfTheWeb(it) ? 0 : 1],
    ...[place(it), ports.indexOf(it)],
  ];
  const [first] = ports.toSorted((a, b) => compared(order(a), order(b)));
  return first && isHttp(first.target) && !first.isLocal ? first : ports[0];
}

const compared = (a: readonly number[], b: readonly number[]): number =>
  a.map((it, i) => it - (b[i] ?? 0)).find((it) => it !== 0) ?? 0;

/** How many ports of one entry are carried over. */
const most = 10;

/** A port beside the one of the service. @param beside how many ports the entry has in which it is */
export function furtherPort(
  { from, target: port, protocol }: Pick<PublishedPort, 'from' | 'target' | 'protocol'>,
  beside: number,
  to: Target,
): void {
  if (protocol !== 'tcp' && protocol !== 'udp') to.leave(from, reasons.notTcp);
  else if (beside > most) to.leave(from, reasons.manyPorts);
  else putFurtherPort(to, { port, protocol }, from);
}
