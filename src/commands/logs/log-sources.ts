import type { StepRecord } from '../../../state/schema.js';
import { taskOfDefinitionStep } from '../../../steps/stack/task-step-names.js';

/** Whose lines are in a log group of the stack. */
export interface LogSource {
  /** Of the service or the job; of the access log `api`. */
  readonly name: string;
  readonly logGroup: string;
  /** The step that has made the log group. */
  readonly step: string;
  /** The containers that write there, each with the beginning of its streams. None of an access log. */
  readonly containers: readonly { readonly name: string; readonly prefix: string }[];
}

/** A container whose lines are not in CloudWatch Logs, or where somebody else has put them. */
export interface OtherDriver {
  /** Of the service or the job. */
  readonly name: string;
  readonly container: string;
  readonly driver: string;
  /** What FireLens sends them to: the `Name` of its output. */
  readonly output?: string | undefined;
}

export interface LogSources {
  readonly sources: readonly LogSource[];
  readonly elsewhere: readonly OtherDriver[];
}

interface Logging {
  readonly name: string;
  readonly logConfiguration?: {
    readonly logDriver: string;
    readonly options?: { readonly [option: string]: string | undefined };
  };
}

/** Where the lines of a stack are, as the last `up` has recorded it. */
export function logSourcesIn(records: ReadonlyMap<string, StepRecord>): LogSources {
  const tasks = [...records].flatMap(([step, { type, want }]) => {
    const name = type === 'task-definition' ? taskOfDefinitionStep(step) : undefined;
    const { containerDefinitions = [] } = Object(want) as { readonly containerDefinitions?: readonly Logging[] };
    return name === undefined ? [] : [{ name, containers: containerDefinitions }];
  });
  const names = tasks.map(({ name }) => name);
  return {
    sources: [...tasks.flatMap((it) => sourcesOf(it, records)), ...accessLogs(records, names)],
    elsewhere: tasks.flatMap(({ name, containers }) => containers.flatMap((it) => otherDriver(name, it))),
  };
}

interface TaskContainers {
  readonly name: string;
  readonly containers: readonly Logging[];
}

/** All containers of a task write into one log group. */
function sourcesOf({ name, containers }: TaskContainers, records: ReadonlyMap<string, StepRecord>): LogSource[] {
  const written = containers.flatMap(({ name, logConfiguration: { logDriver, options = {} } = { logDriver: '' } }) =>
    logDriver === 'awslogs'
      ? [{ name, group: options['awslogs-group'] ?? '', prefix: options['awslogs-stream-prefix'] ?? name }]
      : [],
  );
  const [logGroup] = written.map(({ group }) => group);
  if (logGroup === undefined) return [];
  const own = written.map(({ name, prefix }) => ({ name, prefix }));
  return [{ name, logGroup, step: stepWith(records, logGroup) ?? `${name}-log-group`, containers: own }];
}

function otherDriver(name: string, { name: container, logConfiguration }: Logging): OtherDriver[] {
  const { logDriver: driver = '', options = {} } = logConfiguration ?? {};
  return logConfiguration && driver !== 'awslogs' ? [{ name, container, driver, output: options['Name'] }] : [];
}

/** The access log of the API is called `api`, unless a service is called that. */
function accessLogs(records: ReadonlyMap<string, StepRecord>, names: readonly string[]): LogSource[] {
  return [...records.values()].flatMap(({ type, want }) => {
    const { AccessLogSettings: settings } = Object(want) as { readonly AccessLogSettings?: AccessLogSettings };
    const logGroup = type === 'api-stage' ? settings?.DestinationArn?.split(':log-group:')[1] : undefined;
    const step = logGroup === undefined ? undefined : stepWith(records, logGroup);
    if (logGroup === undefined || step === undefined) return [];
    return [{ name: names.includes('api') ? step : 'api', logGroup, step, containers: [] }];
  });
}
interface AccessLogSettings {
  readonly DestinationArn?: string;
}

const stepWith = (records: ReadonlyMap<string, StepRecord>, logGroup: string): string | undefined =>
  [...records].find(([, { type, id }]) => type === 'log-group' && id === logGroup)?.[0];
