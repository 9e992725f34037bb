import { BatchGetImageCommand, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { MemoryStore } from '../../state/store.js';
import type { Failure } from '../failure.js';
import { putStandIn } from '../image/stand-in.js';
import type { Demand } from '../permissions/demand.js';
import type { Run } from '../runner/run.js';
import { noting } from '../sandbox/iam-policy/enforce.js';
import type { World } from '../sandbox/world.js';
import type { Images } from '../step.js';
import { commandsOf, type ActName, type Piece } from './rehearse.js';
import { Stage } from './stage.js';

/** What a stack's life asks of IAM, command by command, in order. */
export type LifeDemands = Readonly<Record<ActName, readonly Demand[]>> & {
  /** What is asked where something went wrong: to find what an interrupted run may have made, and what holds a thing. */
  readonly recovery: readonly Demand[];
  readonly failures: readonly Failure[];
};

/**
 * Rehearses a stack's life and notes what each of its requests asks of IAM: also those that were refused, such as
 * looking for what is not there yet.
 * @param world what is there before
 */
export async function rehearseDemands(piece: Piece, world?: World): Promise<LifeDemands> {
  const noted: Demand[] = [];
  const stage = new Stage(piece.setting, world, noting((demand) => void noted.push(demand)));
  const store = new MemoryStore();
  const run = stage.run({ ...piece, store, images: asBuilt });
  const failures: Failure[] = [];
  const commands = commandsOf(run, piece.steps);
  const act = async (name: ActName): Promise<Demand[]> => {
    failures.push(...(await commands[name]()).failures);
    return noted.splice(0);
  };
  const [up, status] = [await act('up'), await act('status')];
  await lookForAll(run);
  const recovery = noted.splice(0);
  return { up, status, recovery, down: await act('down'), failures };
}

/** As a run does after one that was interrupted anywhere, and a deletion that AWS goes on refusing. */
async function lookForAll({ store, stack, tags, resources, act }: Run): Promise<void> {
  for (const [step, { type, want, id }] of store.records) {
    const resource = resources.get(type);
    if (!resource || resource.lookup || id === undefined) continue;
    const own = { ...tags, 'provision:stack': stack, 'provision:step': step };
    await act(step, { token: '', tags: own, repeatable: true }, async (cloud) => {
      await resource.find(cloud, want);
      await resource.holders?.(cloud, id);
    });
  }
}

/**
 * Stand-ins, with the two calls around them that a builder's push makes: it logs in, and it looks whether the image is
 * there already.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export const asBuilt: Images = {
  async put(cloud, order) {
    await cloud.ecr.send(new GetAuthorizationTokenCommand({}));
    await putStandIn(cloud, order);
    const { repositoryName, imageTag } = order;
    await cloud.ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag }] }));
  },
};
