import { stackOf } from '../../../steps/stack/index.js';
import type { Config } from '../../config/schema.js';
import { tasksOf } from '../../config/tasks.js';
import { dependencyPicture } from '../../graph/dependencies.js';
import { dotOf } from '../../graph/dot.js';
import { mermaidOf } from '../../graph/mermaid.js';
import type { Picture } from '../../graph/picture.js';
import { svgOf } from '../../graph/svg.js';
import { topologyPicture } from '../../graph/topology.js';
import { writerTo } from '../../ui/output.js';
import { exampleRegion } from '../stack/region.js';
import { configOf } from '../stack/stack-choice.js';
import { requireNoTerminal } from '../report/pictures.js';
import { printAnswer } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { jsonLine } from '../../ui/printable.js';

export interface GraphRequest extends RequestWith<'stack' | 'target' | 'display'> {
  readonly format: 'mermaid' | 'dot' | 'svg';
  readonly view: 'steps' | 'topology';
}

/**
 * `provision graph`: from a config alone; neither AWS nor any state is looked at. With `--json` the picture comes as
 * data, in whatever format. @returns the exit code
 */
export async function runGraph(request: GraphRequest): Promise<number> {
  const { stack, target, display, format, view } = request;
  return printAnswer({ command: 'graph', request }, async () => {
    const { json } = display;
    if (format === 'svg') requireNoTerminal(display, 'provision graph --format svg > stack.svg');
    const config = await configOf(stack);
    const picture = pictureOf(config, view, target.region);
    const time = new Date().toISOString();
    const text = json ? jsonLine({ type: 'graph', time, view, ...picture }) : await texts[format](picture);
    writerTo(process.stdout)(`${text.trimEnd()}\n`);
  });
}

const texts: Readonly<Record<GraphRequest['format'], (picture: Picture) => string | Promise<string>>> = {
  mermaid: mermaidOf,
  dot: dotOf,
  svg: svgOf,
};

function pictureOf(config: Config, view: GraphRequest['view'], region: string | undefined): Picture {
  const { steps } = stackOf(config, { ...somewhere, region: region ?? config.region ?? somewhere.region });
  if (view === 'topology') return topologyPicture(config.name, steps);
  return dependencyPicture(config.name, steps, tasksOf(config));
}

/** Where a stack will be is part of names, and of no picture: AWS's own example account, in any region. */
const somewhere = { account: '111122223333', region: exampleRegion, partition: 'aws' } as const;
