import { commandLine, type Run } from '../run.js';
import { oneLine } from '../text.js';
import { kept, type Of, type Words } from './words.js';

type Missing = Of<'image-missing'>;

const because = {
  'no-build': () => 'and the config names no `build` directory to make it from',
  'no-dockerfile': ({ directory }: Missing) => `and there is no Dockerfile in ${directory}`,
  'no-builder': () => 'and neither docker nor podman nor finch is on PATH to build it',
} as const;

/** A service without its image would start tasks that fail, over and over: the run stops here instead. */
export function imageMissing(failure: Missing, run?: Run): Words {
  const { step, image, why, pushable } = failure;
  return {
    title: `${step}: there is no image ${image}, ${because[why](failure)}.`,
    lines: [...(pushable ? pushing(failure, run) : notPushable), kept],
    next: commandLine(run?.command ?? 'up', run),
  };
}

const notPushable = [
  'Nothing can be pushed to the sandbox, which has no registry. Where the config names a `build` directory with a',
  'Dockerfile, `up` puts a stand-in in the place of the image.',
];

/**
 * The commands that put the image where it is missed, broken where a shell lets them be, so that they can be copied.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-ecr-image.html
 */
function pushing({ image, region, platform, directory = 'DIR', why }: Missing, run?: Run): string[] {
  const profile = /--profile \S+/.exec(run?.options ?? '')?.[0];
  const login = ['aws ecr get-login-password', `--region ${region}`, profile].filter(Boolean).join(' ');
  return [
    'Put it there, then run again:',
    `  ${login} \\`,
    `    | docker login --username AWS --password-stdin ${image.split('/')[0]}`,
    `  docker build --platform ${platform} \\`,
    `    --tag ${image} \\`,
    `    ${quoted(directory)}`,
    `  docker push ${image}`,
    ...(why === 'no-build' ? ['Or name the directory of its Dockerfile in the config, as `build`.'] : []),
  ];
}

/** The builder could not log in, build or push: what it said last. */
export function imageNotBuilt(failure: Of<'image-not-built'>, run?: Run): Words {
  const { step, image, doing, command, exitCode, output } = failure;
  const [builder = ''] = command;
  const what = doing === 'log in' ? `log in to ${image.split('/')[0]}` : `${doing} ${image}`;
  const ended = exitCode === null ? 'did not come to an end' : `ended with exit code ${exitCode}`;
  return {
    title: `${step}: ${builder} could not ${what}.`,
    lines: [
      `\`${command.map(quoted).join(' ')}\` ${ended}${output.length > 0 ? '. It said last:' : ' and said nothing.'}`,
      ...output.map((line) => `  ${oneLine(line)}`),
      ...hints(output),
      kept,
    ],
    next: commandLine(run?.command ?? 'up', run),
  };
}

/** What the builders' words mean for the person who reads them. */
const meanings: readonly (readonly [said: RegExp, hint: string])[] = [
  [/daemon running|cannot connect to|machine start|finch vm/i, 'The builder is not running: start it first.'],
  [/(tag|repository) is immutable/i, 'The tag is on another image, and may not move to this one: choose another tag.'],
  [/no space left/i, 'The disk of this machine is full.'],
];
const hints = (output: readonly string[]): string[] =>
  meanings.filter(([said]) => output.some((line) => said.test(line))).map(([, hint]) => hint);

const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${oneLine(text).replaceAll("'", `'\\''`)}'`;
