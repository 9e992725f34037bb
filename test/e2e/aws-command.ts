import { serviceIds, services, type ServiceId } from '../../src/aws/services.js';
import { kebab, optionOf } from '../../src/script/cli-names.js';
import { schemaOf } from '../../src/sandbox/service.js';
import { shapeOf, type Member, type Shape } from '../../src/sdk-schema.js';
import { packageOf } from '../aws/packages.js';
import type { Rig } from './rig.js';

type CommandClass = new (input: never) => object;

/**
 * Runs a command of the AWS CLI, as a failure shows it, without the CLI: its words are taken apart by the schema of the
 * operation, by the rules that scripts are written by. Words that the CLI would not take are an error.
 * Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-types.html
 * @param words what follows `aws`
 */
export async function runAwsCommand({ clients }: Pick<Rig, 'clients'>, words: readonly string[]): Promise<void> {
  const [cli, verb, ...rest] = words;
  const service = serviceIds.find((it) => services[it].cli === cli);
  if (!service) throw new Error(`the CLI has no service ${cli}`);
  const [operation, Command] = await commandCalled(service, verb ?? '');
  const input = inputOf(service, operation, membersOf(Command), rest);
  const client = clients[service] as { send(command: object): Promise<unknown> };
  await client.send(new Command(input as never));
}

async function commandCalled(service: ServiceId, verb: string): Promise<[string, CommandClass]> {
  const module = (await import(packageOf(service))) as Readonly<Record<string, CommandClass>>;
  for (const [name, Command] of Object.entries(module)) {
    const operation = name.replace(/Command$/, '');
    if (operation !== name && kebab(operation) === verb) return [operation, Command];
  }
  throw new Error(`${service} has no operation ${verb}`);
}

function membersOf(Command: CommandClass): readonly Member[] {
  const shape = shapeOf(schemaOf(Command as Parameters<typeof schemaOf>[0])[4]);
  return shape.kind === 'structure' ? shape.members : [];
}

function inputOf(service: string, operation: string, members: readonly Member[], words: readonly string[]): object {
  const input: { [member: string]: unknown } = {};
  for (let at = 0; at < words.length;) {
    const option = words[at++] ?? '';
    const values: string[] = [];
    while (at < words.length && !words[at]?.startsWith('--')) values.push(words[at++] ?? '');
    const isSwitch = ({ shape }: Member) => shape.kind === 'boolean' || isSwitchIn(shape);
    const named = members.find((it) => optionOf(service, operation, it.name, true) === option);
    const negated = members.find((it) => isSwitch(it) && `--no-${kebab(it.name)}` === option);
    const member = named ?? negated;
    if (!member) throw new Error(`${operation} has no option ${option}`);
    input[member.name] = isSwitch(member) ? switched(member.shape, member === named) : valueOf(member.shape, values);
  }
  return input;
}

/** EC2's booleans in a structure of their own are switches, too. */
const isSwitchIn = (shape: Shape): boolean =>
  shape.kind === 'structure' && shape.members.length === 1 && shape.members[0]?.shape.kind === 'boolean';
const switched = (shape: Shape, on: boolean): unknown => (isSwitchIn(shape) ? { Value: on } : on);

function valueOf(shape: Shape, values: readonly string[]): unknown {
  const [first = ''] = values;
  if (first.startsWith('[') || first.startsWith('{')) return JSON.parse(first);
  if (shape.kind === 'list') return values.map((it) => valueOf(shape.item, [it]));
  if (shape.kind === 'structure') return Object.fromEntries(first.split(',').map((it) => it.split('=')));
  if (values.length !== 1) throw new Error(`one value, not ${values.length}: ${values.join(' ')}`);
  return shape.kind === 'number' ? Number(first) : first;
}
