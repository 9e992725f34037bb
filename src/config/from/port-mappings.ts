import type { Target } from './draft.js';
import { integer, text } from './convert.js';
import { converted, heldIf, map, type Row } from './rows.js';
import { isMap, partsOf, within, type Value } from './source.js';
import { reasons } from './reasons.js';

/** `portMappings` of a container: the first port over TCP is that of the container. */
export const portMappings: Row = (list, target) => {
  const mappings = partsOf(list);
  const own = mappings.find((it) => isTcp(it) && within(it, 'containerPort').value !== undefined);
  for (const mapping of mappings) {
    if (!isMap(mapping.value)) target.unknown(mapping);
    else if (mapping === own) ownPort(mapping, target);
    else if (!isTcp(mapping)) target.leave(mapping, reasons.notTcp);
    else target.leave(mapping, reasons.onePort);
  }
};

const isTcp = (mapping: Value): boolean => (within(mapping, 'protocol').value ?? 'tcp') === 'tcp';

function ownPort(mapping: Value, target: Target): void {
  const port = within(mapping, 'containerPort').value;
  map({
    containerPort: (value) => {
      const made = converted(value, integer, {});
      if ('because' in made) target.leave(value, made);
      else target.put(['port'], made.value, value, made.how);
    },
    hostPort: (value) =>
      target.hold(value, value.value === port ? undefined : 'a task has a network interface of its own'),
    protocol: heldIf(['tcp']),
    appProtocol: heldIf(['http']),
    name: (value) => {
      const made = text(value.value, {});
      target.hold(value, 'value' in made ? 'a port needs no name: Service Connect is not used' : undefined);
    },
  })(mapping, target);
}
