import { destinationOf, hostDestination, type Destination } from './destinations.js';
import { vcpusIn } from '../facts/fargate-sizes.js';
import type { IndexedStep, StepIndex } from './step-index.js';
import { serviceTone, type Tone } from './picture.js';

/** A container service, as the topology shows it. */
export interface RunningService {
  readonly step: IndexedStep;
  readonly name: string;
  readonly tone: Tone;
  /** Empty where it has none. */
  readonly port: string;
  /** What it is, line by line. */
  readonly facts: readonly string[];
  /** Those in which tasks are drawn: no more of them than it may have tasks. */
  readonly subnets: readonly IndexedStep[];
  /** It has fewer tasks than subnets, and ECS chooses where they are. */
  readonly isElsewhereToo: boolean;
  /** What others ask the namespace for. */
  readonly discoveryName: { readonly record: string; readonly name: string } | undefined;
  /** What its tasks call by themselves: where the image is, the logs, secrets. */
  readonly calls: readonly Destination[];
}

export const subnetNouns = ['subnet', 'existing-subnet'] as const;

type WantedText = (...members: readonly (string | number)[]) => string;

/** The container services of a stack, in its order. */
export const runningServices = (stack: StepIndex): RunningService[] =>
  stack.all('ecs-service').map((step, index) => {
    const [definition] = stack.needsOf(step, 'task-definition');
    const wanted: WantedText = (...members) => (definition && stack.text(definition, ...members)) ?? '';
    const container: WantedText = (...members) => wanted('containerDefinitions', 0, ...members);
    const name = stack.text(step, 'serviceName') ?? step.name;
    const image = imageOf(stack, definition, container('image'));
    const launch = stack.needsOf(step, 'capacity-provider').length > 0 ? 'on instances' : 'on Fargate';
    const subnets = stack.needsOf(step, ...subnetNouns);
    const most = mostTasks(stack, step);
    const size = `${vcpusIn(Number(wanted('cpu')))} vCPU, ${wanted('memory')} MiB each`;
    return {
      step,
      name,
      tone: serviceTone(index),
      port: container('portMappings', 0, 'containerPort'),
      facts: [`${countText(stack, step)} ${launch}`, size, image.fact, ...fileSystemsOf(stack, definition)],
      discoveryName: discoveryName(stack, step),
      ...{ subnets: subnets.slice(0, most), isElsewhereToo: most < subnets.length },
      calls: [image.at, destinationOf('logs'), ...secretsOf(stack, definition)],
    };
  });

/** `1 task`, or `2 to 6 tasks` where it is scaled. */
function countText(stack: StepIndex, step: IndexedStep): string {
  const [target] = stack.dependentsOf(step, 'scalable-target');
  if (target) return `${stack.text(target, 'MinCapacity')} to ${stack.text(target, 'MaxCapacity')} tasks`;
  const count = stack.text(step, 'desiredCount') ?? '0';
  return `${count} ${count === '1' ? 'task' : 'tasks'}`;
}

/** How many it may have at once, but for a deployment. */
function mostTasks(stack: StepIndex, step: IndexedStep): number {
  const [target] = stack.dependentsOf(step, 'scalable-target');
  return Number((target ? stack.text(target, 'MaxCapacity') : stack.text(step, 'desiredCount')) ?? 0);
}

interface Image {
  readonly fact: string;
  readonly at: Destination;
}
/** Shown without its path, which may be long: the name is what is telling. */
function imageOf(stack: StepIndex, definition: IndexedStep | undefined, image: string): Image {
  const [builtImage] = definition ? stack.needsOf(definition, 'image') : [];
  const [repository] = builtImage ? stack.needsOf(builtImage, 'ecr-repository') : [];
  const ecr = destinationOf('ecr.api');
  if (repository) return { fact: `image ${stack.text(repository, 'repositoryName')}`, at: ecr };
  const [first = '', ...path] = image.split('/');
  const fact = `image ${path.at(-1) ?? image}`;
  if (/\.dkr\.ecr\./.test(first)) return { fact, at: ecr };
  // Without a host in its name, an image is Docker Hub's.
  return { fact, at: hostDestination(path.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io') };
}

/** The file systems that it mounts, each once. */
function fileSystemsOf(stack: StepIndex, definition: IndexedStep | undefined): string[] {
  const ids = definition ? stack.texts(definition, 'volumes', '*', 'efsVolumeConfiguration', 'fileSystemId') : [];
  return [...new Set(ids)].map((id) => `files of ${id} (EFS)`);
}

function secretsOf(stack: StepIndex, definition: IndexedStep | undefined): Destination[] {
  if (!definition) return [];
  // An ARN's third part is the service. What is looked up has its ARN from another step.
  const named = stack
    .texts(definition, 'containerDefinitions', 0, 'secrets', '*', 'valueFrom')
    .flatMap((arn) => (arn.startsWith('arn:') ? (arn.split(':')[2] ?? []) : []));
  const secrets = stack.needsOf(definition, 'existing-secret').map(() => 'secretsmanager');
  const parameters = stack.needsOf(definition, 'existing-parameter').map(() => 'ssm');
  return [...new Set([...named, ...secrets, ...parameters])].map((service) => destinationOf(service));
}

/** The name that its tasks have in the namespace. */
function discoveryName(stack: StepIndex, step: IndexedStep): RunningService['discoveryName'] {
  const [discovery] = stack.needsOf(step, 'cloud-map-service');
  const [namespace] = discovery ? stack.needsOf(discovery, 'namespace') : [];
  if (!discovery || !namespace) return undefined;
  const [name, domain] = [discovery, namespace].map((it) => stack.text(it, 'Name'));
  return { record: stack.text(discovery, 'Type') ?? '', name: `${name}.${domain}` };
}
