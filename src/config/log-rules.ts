import { openAwslogsOptions, splunkNeeds } from '../facts/log-drivers.js';
import { inEachContainer, inEachTask, type NamedContainer } from './containers.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules for the logs of containers, and for the one that passes them on. */

const driverOf = ({ container }: NamedContainer): string | undefined => container.logs?.driver;
export const isRouter = ({ container }: NamedContainer): boolean =>
  'firelens' in container && container.firelens !== undefined;
const isRouted = (it: NamedContainer): boolean => driverOf(it) === 'awsfirelens';

/** Options of awslogs that other members say, and how. */
const saidElsewhere: { readonly [option: string]: string } = {
  'awslogs-group': 'write `logGroup`',
  'awslogs-region': 'lines go to the region of the stack',
  'awslogs-stream-prefix': 'streams begin with the name of the container',
  'awslogs-create-group': 'the log group is made by the stack',
};

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html, `options` */
export const wrongLogOptions = (config: ValidPart<Shape>): Finding[] =>
  inEachContainer(config, (it) => {
    const { options = {}, secretOptions = {} } = it.container.logs ?? {};
    const at: Path = [...it.at, 'logs'];
    const found = (member: Path, message: string, hint: string, alsoOn: readonly Path[] = []): Finding => ({
      at: [[...at, ...member]],
      message,
      hint,
      restsOn: [[...at, 'driver'], [...at, ...member], ...alsoOn],
    });
    const both: readonly Path[] = [
      [...at, 'options'],
      [...at, 'secretOptions'],
    ];
    if (driverOf(it) === 'splunk')
      return splunkNeeds
        .filter((name) => !(name in options) && !(name in secretOptions))
        .map((name) =>
          found(['driver'], `splunk needs the option ${name}`, `add it to \`options\` or \`secretOptions\``, both),
        );
    if (driverOf(it) !== 'awslogs') return [];
    const [secret] = Object.keys(secretOptions);
    const excluding = ['awslogs-multiline-pattern', 'awslogs-datetime-format'].every((name) => name in options);
    return [
      ...Object.keys(options)
        .filter((name) => !openAwslogsOptions.includes(name))
        .map((name) =>
          found(
            ['options', name],
            saidElsewhere[name] === undefined
              ? 'this is no option of awslogs on Fargate'
              : 'this option of awslogs is said by another member',
            saidElsewhere[name] ?? `options are: ${openAwslogsOptions.join(', ')}`,
          ),
        ),
      ...(secret === undefined
        ? []
        : [found(['secretOptions'], 'awslogs has no secret options', 'they are for splunk and awsfirelens')]),
      ...(excluding
        ? [
            found(
              ['options'],
              'awslogs-multiline-pattern does not count beside awslogs-datetime-format',
              'leave out one',
            ),
          ]
        : []),
      ...wrongMode(options).map(({ name, message, hint }) => found(['options', name], message, hint)),
    ];
  });

/** Source: https://docs.docker.com/engine/logging/configure/#configure-the-delivery-mode-of-log-messages-from-container-to-log-driver */
function wrongMode({
  mode = 'non-blocking',
  'max-buffer-size': size,
}: {
  readonly [name: string]: string | undefined;
}) {
  const wrong = (name: string, message: string, hint: string) => ({ name, message, hint });
  if (mode !== 'blocking' && mode !== 'non-blocking')
    return [wrong('mode', 'a mode is blocking or non-blocking', 'non-blocking: a container never waits for its log')];
  if (size === undefined) return [];
  if (mode === 'blocking')
    return [wrong('max-buffer-size', 'there is no buffer where a container waits for its log', 'leave it out')];
  return /^\d+(?:\.\d+)?\s*[kmg]?b?$/i.test(size)
    ? []
    : [wrong('max-buffer-size', 'this is no size', 'they are written as in 25m')];
}

/**
 * Lines for FireLens need a container that passes them on, and that container needs lines.
 * Sources: https://github.com/fabfuel/ecs-deploy/issues/164 and
 * https://github.com/aws/amazon-cloudwatch-logs-for-fluent-bit/issues/20 for what RegisterTaskDefinition refuses
 */
export const routersAndRouted = (config: ValidPart<Shape>): Finding[] =>
  inEachTask(config, (containers, { name, at }) => {
    const [router, second] = containers.filter(isRouter);
    const routed = containers.filter(isRouted);
    const around: Path = [...at, 'containers'];
    if (!router)
      return routed.map((it) => ({
        at: [[...it.at, 'logs', 'driver']],
        message: `no container of ${name} has \`firelens\`, which takes the lines`,
        hint: 'as in `containers: {log-router: {image: public.ecr.aws/aws-observability/aws-for-fluent-bit:stable, firelens: {type: fluentbit}}}`',
        restsOn: [[...it.at, 'logs', 'driver'], around],
      }));
    if (second)
      return [
        {
          at: [[...second.at, 'firelens']],
          other: [...router.at, 'firelens'],
          message: `two containers of ${name} have \`firelens\`: a task has one`,
          hint: 'its configuration can send lines to several places',
        },
      ];
    if (routed.length === 0)
      return [
        {
          at: [[...router.at, 'firelens']],
          message: `no container of ${name} sends its lines to ${router.name}, and ECS refuses that`,
          hint: `write \`logs: {driver: awsfirelens}\` for one, or leave out \`firelens\``,
          restsOn: [around, [...at, 'logs']],
        },
      ];
    return [];
  });

/**
 * What the container of FireLens cannot be. That it sends no lines to itself is believed.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FirelensConfiguration.html for Fargate
 */
export const wrongRouters = (config: ValidPart<Shape>): Finding[] =>
  inEachContainer(config, (it) => {
    if (!isRouter(it) || !('firelens' in it.container)) return [];
    const { firelens, essential } = it.container;
    const { 'config-file-type': type, 'config-file-value': file } = firelens?.options ?? {};
    const options: Path = [...it.at, 'firelens', 'options'];
    return [
      ...(essential === false
        ? [
            {
              at: [[...it.at, 'essential']] as [Path],
              message: `${it.name} passes the lines of others on, so the task cannot go on without it`,
              hint: 'leave out `essential: false`',
            },
          ]
        : []),
      ...(isRouted(it)
        ? [
            {
              at: [[...it.at, 'logs', 'driver']] as [Path],
              message: `${it.name} cannot pass its own lines on to itself`,
              hint: 'leave it out: its own lines go to the log group',
            },
          ]
        : []),
      ...(type !== undefined && type !== 'file'
        ? [
            {
              at: [[...options, 'config-file-type']] as [Path],
              message: 'Fargate reads the configuration of FireLens from a file of the image alone',
              hint: 'put it into the image, and write `config-file-type: file`',
            },
          ]
        : []),
      ...((type === undefined) === (file === undefined)
        ? []
        : [
            {
              at: [[...options, type === undefined ? 'config-file-value' : 'config-file-type']] as [Path],
              message: 'config-file-type and config-file-value belong together',
              hint: 'write both, or none',
            },
          ]),
    ];
  });

/**
 * The dependencies of a container that no config has to name: the router is there before it logs.
 * Source: https://github.com/aws/amazon-ecs-agent, `addFirelensContainerDependency` of agent/api/task
 */
export function impliedDependency(it: NamedContainer, all: readonly NamedContainer[]): string | undefined {
  const router = isRouted(it) ? all.find(isRouter) : undefined;
  return router && router.name !== it.name && it.container.dependsOn?.[router.name] === undefined
    ? router.name
    : undefined;
}
