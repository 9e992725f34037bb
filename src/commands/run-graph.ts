import { stackOf } from '../../steps/index.js';
import type { Config } from '../config/schema.js';
import { FailureError } from '../failure.js';
import { dependencyPicture } from '../graph/dependencies.js';
import { dotOf } from '../graph/dot.js';
import { mermaidOf } from '../graph/mermaid.js';
import type { Picture } from '../graph/picture.js';
import { svgOf } from '../graph/svg.js';
import { topologyPicture } from '../graph/topology.js';
import { writerTo } from '../ui/output.js';
import { configOf } from './chosen.js';
import { answered } from './guarded.js';
import type { Arguments } from './options.js';

/** What its command line says besides what every command takes. */
export interface GraphOptions {
  readonly format: 'mermaid' | 'dot' | 'svg';
  readonly view: 'steps' | 'topology';
}

/**
 * `provision graph`: from a config alone; neither AWS nor any state is looked at. With `--json` the picture comes as
 * data, in whatever format. @returns the exit code
 */
export async function runGraph(argv: Arguments<GraphOptions>): Promise<number> {
  return answered('graph', argv, async () => {
    const { format, view, json = false } = argv;
    if (format === 'svg' && !json && process.stdout.isTTY) throw new FailureError(notForTerminals);
    const config = await configOf(argv);
    const picture = pictureOf(config, view, argv.region);
    const time = new Date().toISOString();
    const text = json ? JSON.stringify({ type: 'graph', time, view, ...picture }) : await texts[format](picture);
    writerTo(process.stdout)(`${text.trimEnd()}\n`);
  });
}

const notForTerminals = {
  code: 'bad-usage',
  message: 'an SVG picture is not for a terminal',
  hint: 'write it to a file: provision graph --format svg > stack.svg',
} as const;

const texts: Readonly<Record<GraphOptions['format'], (picture: Picture) => string | Promise<string>>> = {
  mermaid: mermaidOf,
  dot: dotOf,
  svg: svgOf,
};

function pictureOf(config: Config, view: GraphOptions['view'], region: string | undefined): Picture {
  const { steps } = stackOf(config, { ...somewhere, region: region ?? config.region ?? somewhere.region });
  if (view === 'topology') return topologyPicture(config.name, steps);
  return dependencyPicture(config.name, steps, Object.keys(config.services));
}

/** Where a stack will be is part of names, and of no picture: AWS's own example account, in any region. */
const somewhere = { account: '111122223333', region: 'us-east-1', partition: 'aws' } as const;
