import { answers } from './answers.js';
import { check, type Order } from './check.js';
import { config } from './config.js';
import { state } from './state.js';
import type { Target } from './target.js';
import { wire } from './wire.js';

/** What this process is to try. */
interface Work extends Order {
  readonly target: string;
  /** Which of the target's properties, by its place among them. */
  readonly property: number;
}
const send = (message: object): void => void process.send?.(message);

/** A target, whatever its cases are. It is prepared when it is first tried. */
function workOn<Case>(target: Target<Case>) {
  let prepared: Promise<void> | undefined;
  return {
    name: target.name,
    properties: target.properties.map(({ title, share }) => ({ title, share })),
    async check(at: number, order: Order) {
      const property = target.properties[at];
      if (!property) throw new Error(`${target.name} has no property ${at}`);
      await (prepared ??= target.prepare());
      return check(target, property, order);
    },
  };
}
const targets = [workOn(config), workOn(state), workOn(wire), workOn(answers)];

async function work({ target: name, property, ...order }: Work): Promise<void> {
  const target = targets.find((it) => it.name === name);
  if (!target) throw new Error(`no target is called ${name}`);
  send(await target.check(property, order));
}

process.on('message', (order: Work | { readonly list: true }) => {
  if ('list' in order) return send({ targets: targets.map(({ name, properties }) => ({ name, properties })) });
  void work(order);
});
// Nobody waits for its answer any more.
process.on('disconnect', () => process.exit());
send({ ready: true });
