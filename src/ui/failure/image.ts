import { commandLine, type Run } from '../run.js';
import { oneLine } from '../text.js';
import { kept, quoted as quotedWords, type Line, type Of, type Words } from './words.js';

type Missing = Of<'image-missing'>;
type Silent = NonNullable<Missing['silent']>;

const because = {
  'no-build': () => 'and the config names no `build` directory to make it from',
  'no-dockerfile': ({ directory }: Missing) => `and there is no Dockerfile in ${directory}`,
  'no-builder': () => noBuilder,
  'no-engine': ({ silent = [] }: Missing) => noEngine(silent),
} as const;

const noBuilder = 'and neither docker nor podman nor finch is on PATH to build it';
const noEngine = (silent: Silent): string => {
  const names = silent.map(({ name }) => name).join(' and ');
  const [are, engines] = silent.length === 1 ? ['is', 'its engine does'] : ['are', 'their engines do'];
  return `and ${names} ${are} on PATH, but ${engines} not answer`;
};

/** An image must be built, and nothing here can. The run ends before it makes anything. */
export function imageNotBuildable({ step, directory, silent }: Of<'image-not-buildable'>, run?: Run): Words {
  return {
    title: `${step}: the image must be built from ${directory}, ${silent.length > 0 ? noEngine(silent) : noBuilder}.`,
    lines: [
      ...silent.flatMap(starting),
      silent.length > 0
        ? 'Or run this on a machine on which an engine runs.'
        : 'Install one of them, or run this on a machine that has one.',
      'Or leave `build` out of the config: `up` then makes the repository, and says how to push an image into it.',
      'Nothing was changed.',
    ],
    next: commandLine(run?.command ?? 'up', run),
  };
}

/** An image is missing. The run stops before the service is created, whose tasks would fail again and again. */
export function imageMissing(failure: Missing, run?: Run): Words {
  const { step, image, why, pushable, silent = [] } = failure;
  return {
    title: `${step}: there is no image ${image}, ${because[why](failure)}.`,
    lines: [...silent.flatMap(starting), ...(pushable ? pushing(failure, run) : throughApi(failure)), kept],
    next: commandLine(run?.command ?? 'up', run),
  };
}

/** The sandbox pulls nothing, so that the tag is there is all that it asks for: a list of no images is the least that has one. */
const emptyList = '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}';

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
function throughApi({ image, region }: Missing): Line[] {
  const [repository = '', tag = ''] = image.slice(image.indexOf('/') + 1).split(':');
  const options = [`--region ${region}`, `--repository-name ${repository}`, `--image-tag ${tag}`].join(' ');
  return [
    'No builder can push to the sandbox, but its ECR takes images by its API. The AWS CLI puts one there, with the address of the ' +
      'sandbox in AWS_ENDPOINT_URL. Then run again:',
    { command: `aws ecr put-image ${options} --image-manifest '${emptyList}'` },
    'Or name a directory with a Dockerfile in the config, as `build`: `up` then uses a stand-in for the image.',
  ];
}

/** What an engine that does not answer was asked, and the commands that start it. */
function starting({ name, command: asked, said }: Silent[number]): Line[] {
  const answer = said === undefined ? 'gave no answer in time' : said ? `says ${quotedWords(said)}` : 'says nothing';
  return [
    `\`${asked}\` ${answer}. Start the engine, then run again:`,
    ...(starts[name] ?? []).map((command) => ({ command })),
  ];
}

/**
 * Sources: https://docs.docker.com/engine/daemon/start/, https://docs.docker.com/reference/cli/docker/desktop/start/,
 * https://docs.podman.io/en/latest/markdown/podman-machine-start.1.html,
 * https://runfinch.com/docs/getting-started/
 */
const starts: Readonly<Record<string, readonly string[]>> = {
  docker: ['sudo systemctl start docker # Linux', 'docker desktop start # Docker Desktop'],
  podman: ['podman machine start'],
  finch: ['finch vm start'],
};

/**
 * The commands that build the image and push it to its repository.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-ecr-image.html
 */
function pushing({ image, region, platform, directory = 'DIR', options = [], why }: Missing, run?: Run): Line[] {
  const profile = /--profile \S+/.exec(run?.options ?? '')?.[0];
  const login = ['aws ecr get-login-password', `--region ${region}`, profile].filter(Boolean).join(' ');
  return [
    why === 'no-engine'
      ? 'Or push the image from a machine on which an engine runs:'
      : 'Push the image, then run again:',
    { command: `${login} | docker login --username AWS --password-stdin ${image.split('/')[0]}` },
    {
      command: `docker build ${['--platform', platform, ...options, '--tag', image, directory].map(quoted).join(' ')}`,
    },
    { command: `docker push ${image}` },
    ...(why === 'no-build' ? ['Or name the directory of its Dockerfile in the config, as `build`.'] : []),
  ];
}

/** The builder could not log in, build or push. Its last lines are shown. */
export function imageNotBuilt(failure: Of<'image-not-built'>, run?: Run): Words {
  const { step, image, doing, command, exitCode, output } = failure;
  const [builder = ''] = command;
  const what = doing === 'log in' ? `log in to ${image.split('/')[0]}` : `${doing} ${image}`;
  const ended = exitCode === null ? 'did not end' : `ended with exit code ${exitCode}`;
  return {
    title: `${step}: ${builder} could not ${what}.`,
    lines: [
      `\`${command.map(quoted).join(' ')}\` ${ended}${output.length > 0 ? '. Its last lines:' : ' and printed nothing.'}`,
      ...output.map((line) => `  ${oneLine(line)}`),
      ...hints(output),
      kept,
    ],
    next: commandLine(run?.command ?? 'up', run),
  };
}

/** What messages of builders mean, and what to do. */
const meanings: readonly (readonly [said: RegExp, hint: string])[] = [
  [/daemon running|cannot connect to|machine start|finch vm/i, 'The builder is not running: start it first.'],
  [
    /(tag|repository) is immutable/i,
    'The repository has another image under this tag, and its tags are immutable: choose another tag.',
  ],
  [/no space left/i, 'The disk of this machine is full.'],
];
const hints = (output: readonly string[]): string[] =>
  meanings.filter(([said]) => output.some((line) => said.test(line))).map(([, hint]) => hint);

const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${oneLine(text).replaceAll("'", `'\\''`)}'`;
