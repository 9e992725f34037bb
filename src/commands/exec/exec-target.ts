import type { StepRecord } from '../../../state/schema.js';
import { serviceOfStep, serviceStep } from '../../../steps/stack/task-step-names.js';
import { FailureError } from '../../failure.js';
import { didYouMean, nearest } from '../../nearest.js';

/** Where a command is to be run, as the last `up` has recorded it. */
export interface ExecTarget {
  /** The key in the config. */
  readonly service: string;
  readonly step: string;
  /** Its ARN. */
  readonly cluster: string;
  /** As ECS calls the service. */
  readonly serviceName: string;
  readonly container: string;
}

interface Asked {
  readonly service?: string | undefined;
  readonly container?: string | undefined;
}

interface Want {
  readonly cluster: string;
  readonly serviceName: string;
  readonly taskDefinition: string;
  readonly enableExecuteCommand: boolean;
}

/**
 * @throws FailureError `bad-usage` where there is no such service or container, and where commands are not allowed in its tasks
 */
export function execTargetIn(records: ReadonlyMap<string, StepRecord>, { service, container }: Asked): ExecTarget {
  const services = [...records].flatMap(([step, { type }]) =>
    type === 'ecs-service' ? (serviceOfStep(step) ?? []) : [],
  );
  const there = services.length > 0 ? `there is ${services.join(', ')}` : '`provision up` makes services';
  if (service === undefined) throw badUsage('in which service shall it be run?', there);
  const record = services.includes(service) ? records.get(serviceStep(service)) : undefined;
  if (!record)
    throw badUsage(
      `there is no service ${service}`,
      [didYouMean(nearest(service, services)), there].filter(Boolean).join(' '),
    );
  const { cluster = '', serviceName = '', taskDefinition = '', ...want } = Object(record.want) as Partial<Want>;
  if (want.enableExecuteCommand !== true)
    throw badUsage(
      `commands are not allowed in the tasks of ${service}`,
      `write \`exec: true\` for services.${service}, then \`provision up\`: it starts the tasks anew`,
    );
  const names = containersOf(records, taskDefinition);
  return { service, step: serviceStep(service), cluster, serviceName, container: chosen(names, service, container) };
}

/** That of the service has its name. */
function chosen(names: readonly string[], service: string, asked: string | undefined): string {
  if (asked === undefined) return names.includes(service) ? service : (names[0] ?? service);
  if (names.includes(asked)) return asked;
  throw badUsage(`the tasks of ${service} have no container ${asked}`, `they have ${names.join(', ')}`);
}

function containersOf(records: ReadonlyMap<string, StepRecord>, taskDefinition: string): string[] {
  const record = [...records.values()].find(({ type, id }) => type === 'task-definition' && id === taskDefinition);
  const { containerDefinitions = [] } = Object(record?.want) as {
    readonly containerDefinitions?: readonly { readonly name: string }[];
  };
  return containerDefinitions.map(({ name }) => name);
}

const badUsage = (message: string, hint: string) => new FailureError({ code: 'bad-usage', message, hint });
