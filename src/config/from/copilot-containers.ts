import { healthCheck, pairs } from './containers.js';
import { passedOver } from './copilot-misplaced.js';
import { flag, integer, text, words } from './convert.js';
import type { Target } from './draft.js';
import { putFurtherPort } from './further-port.js';
import { imageName } from './image-names.js';
import { copilotBuild, filesOf, isStageOf } from './paths.js';
import { converted, convertTo, left, map, to, type Row, type Rows } from './rows.js';
import { reasons } from './reasons.js';
import { copilotSecret, registryLogin } from './secret-names.js';
import { beside, isMap, nameOf, partsOf, type Value } from './source.js';
import { mountPoints } from './volumes.js';
import { plainText } from '../../plain-text.js';

/** What a manifest says of the container of the service, and of those beside it. */

export const containerCheck = healthCheck({ command: 'command', startPeriod: 'start_period' });

export const imageRows: Rows = {
  build: copilotBuild,
  target: (value, target) => {
    if (!isStageOf(beside(value, 'build'))) target.leave(value, passedOver('image.build.target'));
  },
  location: to('image', imageName),
  port: to('port', integer),
  healthcheck: containerCheck,
  depends_on: dependencies,
  labels: pairs('labels', () => undefined),
  credentials: to('repositoryCredentials', registryLogin),
};

function dependencies(whole: Value, target: Target): void {
  for (const one of partsOf(whole)) {
    const made = converted(one, (value) => ({ value: plainText(value).toUpperCase() }));
    if ('value' in made) target.put(['dependsOn', nameOf(one)], made.value, one);
  }
}

export const containerRows: Rows = {
  variables: variables(),
  env_file: filesOf('envFile'),
  secrets: secrets(),
  command: to('command', words),
  entrypoint: to('entryPoint', words),
};

/** A variable is a text, or one of the outputs of an addon. */
function variables(): Row {
  return (whole, target) => {
    if (!isMap(whole.value)) return target.unknown(whole);
    for (const one of partsOf(whole)) {
      if (isMap(one.value)) target.leave(one, reasons.ofStack);
      else convertTo(['environment', nameOf(one)], one, target, text);
    }
  };
}

function secrets(): Row {
  return (whole, target) => {
    if (!isMap(whole.value)) return target.unknown(whole);
    for (const one of partsOf(whole)) {
      if (isMap(one.value) && 'from_cfn' in one.value) target.leave(one, reasons.ofStack);
      else convertTo(['secrets', nameOf(one)], one, target, copilotSecret);
    }
  };
}

export const sidecarRows: Rows = {
  ...containerRows,
  image: (value, target) => {
    if (!isMap(value.value)) to('image', imageName)(value, target);
    else map({ location: to('image', imageName), build: left(reasons.builtBeside) })(value, target);
  },
  port: (value, target) => {
    const [, port = '', protocol = 'tcp'] = /^(\d+)(?:\/(\w+))?$/.exec(plainText(value.value)) ?? [];
    if (port === '') target.unknown(value);
    else if (protocol === 'udp') putFurtherPort(target, { port: Number(port), protocol }, value);
    else if (protocol !== 'tcp') target.leave(value, reasons.notTcp);
    else target.put(['port'], Number(port), value, typeof value.value === 'number' ? undefined : `port ${port}`);
  },
  essential: to('essential', flag),
  depends_on: dependencies,
  healthcheck: containerCheck,
  labels: pairs('labels', () => undefined),
  mount_points: mountPoints({ volume: 'source_volume', path: 'path', readOnly: 'read_only' }, true),
  credentialsParameter: to('repositoryCredentials', registryLogin),
};
