import type { Target } from './draft.js';
import { integer, text } from './convert.js';
import { furtherPortsOf, putFurtherPort } from './further-port.js';
import { converted, each, heldIf, map, type Row } from './rows.js';
import { isMap, partsOf, within, type Value } from './source.js';
import { plainText } from '../../plain-text.js';

/** `portMappings` of a container: the first port over TCP is that of the container, and others are further ones of the service. */
export const portMappings: Row = (list, target) => {
  const mappings = partsOf(list);
  const own = mappings.find((it) => protocolOf(it) === 'tcp' && within(it, 'containerPort').value !== undefined);
  for (const mapping of mappings) {
    if (!isMap(mapping.value)) target.unknown(mapping);
    else if (mapping === own) ownPort(mapping, target);
    else furtherPort(mapping, target);
  }
};

/** The same where the service or container has a port already. */
export const furtherPorts: Row = each((mapping, target) =>
  isMap(mapping.value) ? furtherPort(mapping, target) : target.unknown(mapping),
);

const protocolOf = (mapping: Value): string => plainText(within(mapping, 'protocol').value ?? 'tcp');

const ofTask =
  (port: unknown): Row =>
  (value, target) =>
    target.hold(value, value.value === port ? undefined : 'a task has a network interface of its own');

function ownPort(mapping: Value, target: Target): void {
  const port = within(mapping, 'containerPort').value;
  map({
    containerPort: (value) => {
      const made = converted(value, integer, {});
      if ('because' in made) target.leave(value, made);
      else target.put(['port'], made.value, value, made.how);
    },
    hostPort: ofTask(port),
    protocol: heldIf(['tcp']),
    appProtocol: heldIf(['http']),
    name: (value) => {
      const made = text(value.value, {});
      target.hold(value, 'value' in made ? 'a port needs no name: Service Connect is not used' : undefined);
    },
  })(mapping, target);
}

function furtherPort(mapping: Value, target: Target): void {
  const port = within(mapping, 'containerPort').value;
  const protocol = protocolOf(mapping) === 'udp' ? 'udp' : 'tcp';
  const name = within(mapping, 'name').value;
  const keyOf = () => furtherPortsOf(target).find((it) => it.port === port && it.protocol === protocol)?.key;
  map({
    containerPort: (value) => {
      const made = converted(value, integer, {});
      if ('because' in made) target.leave(value, made);
      else {
        const named = typeof name === 'string' ? { name } : {};
        putFurtherPort(target, { port: Number(made.value), protocol, ...named }, value);
      }
    },
    hostPort: ofTask(port),
    protocol: heldIf(['tcp', 'udp']),
    appProtocol: heldIf(['http']),
    name: (value) => target.hold(value, keyOf() === value.value ? undefined : `the port is called ${keyOf() ?? ''}`),
  })(mapping, target);
}
