import { pairs } from './containers.js';
import { integer, text } from './convert.js';
import type { Target } from './draft.js';
import { imageName } from './image-names.js';
import { putOptions } from './log-options.js';
import { filesOf } from './paths.js';
import { convertTo, map, to, type Row } from './rows.js';
import { copilotSecret } from './secret-names.js';
import { isMap, nameOf, partsOf, within, type Value } from './source.js';

/** How Copilot calls the container that it puts into the task, and its image. */
const router = 'firelens_log_router';
const routerImage = 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable';

/**
 * `logging` of Copilot. With a destination, it puts a container of Fluent Bit into the task, which the lines go through.
 * Source: https://aws.github.io/copilot-cli/docs/include/logging, https://aws.github.io/copilot-cli/docs/developing/sidecars/
 */
export const copilotLogging: Row = (whole, target) => {
  const destination = within(whole, 'destination');
  if (!isMap(destination.value)) return map({ retention: to('logRetentionDays', integer) })(whole, target);
  const beside = target.in('containers', router);
  target.put(['logs', 'driver'], 'awsfirelens', destination);
  beside.put(['firelens', 'type'], 'fluentbit', [], 'lines go through a container, as Copilot makes it');
  if (within(whole, 'image').value === undefined) beside.put(['image'], routerImage, []);
  map({
    retention: to('logRetentionDays', integer),
    destination: putOptions,
    image: (value) => to('image', imageName)(value, beside),
    enableMetadata: (value) => option('enable-ecs-log-metadata', value, beside),
    configFilePath: (value) => {
      beside.put(['firelens', 'options', 'config-file-type'], 'file', value);
      option('config-file-value', value, beside);
    },
    secretOptions: (value) => secretsInto('secretOptions')(value, target.in('logs')),
    variables: (value) => pairs('environment', () => undefined)(value, beside),
    secrets: (value) => secretsInto('secrets')(value, beside),
    env_file: (value) => filesOf('envFile')(value, beside),
  })(whole, target);
};

const option = (name: string, value: Value, target: Target): void =>
  convertTo(['firelens', 'options', name], value, target, text);

const secretsInto =
  (member: string): Row =>
  (whole, target) => {
    if (!isMap(whole.value)) return target.unknown(whole);
    for (const one of partsOf(whole)) convertTo([member, nameOf(one)], one, target, copilotSecret);
  };
