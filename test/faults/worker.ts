import { profileOf } from './cases.js';
import { blueprintNames, scenariosOf } from './scenarios.js';
import { Verdicts } from './verdict.js';

/** What this process does of the matrix: one command of one blueprint, and of its cases those that are named. */
interface Order {
  readonly blueprint: string;
  readonly command: string;
  /** Absent: list the cases. */
  readonly names?: readonly string[];
}
const send = (message: object) => void process.send?.(message);

async function work({ blueprint, command, names }: Order): Promise<void> {
  const scenario = scenariosOf(blueprint).find(({ name }) => name === command);
  const profile = scenario && (await profileOf(scenario));
  const cases = profile?.cases ?? [];
  if (!names || !profile) return send({ cases: cases.map(({ name, kind, noun }) => ({ name, kind, noun })) });
  const wanted = new Set(names);
  const verdicts = new Verdicts(profile);
  for (const it of cases) {
    if (!wanted.has(it.name)) continue;
    try {
      send({ verdict: await verdicts.of(it) });
    } catch (error) {
      const why = [`a bug: ${(error as Error).stack}`];
      const counts = {
        orphans: 0,
        duplicates: 0,
        leftovers: 0,
        exits: 1,
        isKill: it.snapshot !== undefined,
        isUnmet: false,
      };
      send({ verdict: { name: it.name, blueprint, command, kind: it.kind, ...counts, why } });
    }
  }
  send({ done: true });
}

process.on('message', (order: Order | { readonly list: true }) => {
  if ('list' in order)
    return send({
      commands: blueprintNames.flatMap((blueprint) =>
        scenariosOf(blueprint).map(({ name }) => ({ blueprint, command: name })),
      ),
    });
  void work(order);
});
send({ ready: true });
