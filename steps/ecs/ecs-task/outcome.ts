import type { Task } from '@aws-sdk/client-ecs';
import { stopReasonOf } from '../ecs-service/stopped-tasks.js';
import { causeOf } from '../ecs-service/task-failures.js';
import { lastLinesText, withoutControls } from './log-lines.js';

/** How a task ended. */
export interface Ended {
  /** Of its own container; absent where that never ran. */
  readonly exitCode?: number;
  /** Why, as ECS tells it; absent where it has done its work. */
  readonly why?: string;
  /** Where it has not: the last lines that its container wrote, as an id can have them. */
  readonly lastLines?: readonly string[];
  /** What the tags of its images named. Another image under such a tag is another program. */
  readonly images?: readonly RunImage[];
}
interface RunImage {
  readonly image: string;
  readonly imageDigest: string;
}

/**
 * Whether a task has done its work: its own container has ended by itself with exit code 0. One that somebody has stopped
 * may have done half of it, whatever its exit code is.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html, `stopCode`
 */
export function outcomeOf(task: Task, container: string): Ended {
  const { exitCode } = task.containers?.find(({ name }) => name === container) ?? {};
  const code = exitCode === undefined ? {} : { exitCode };
  if (exitCode === 0 && task.stopCode === 'EssentialContainerExited') return { ...code, images: imagesOf(task) };
  return { ...code, why: stopReasonOf(task) ?? 'ECS does not say why' };
}

const imagesOf = ({ containers = [] }: Task): RunImage[] =>
  containers.flatMap(({ image, imageDigest }) => (image && imageDigest ? [{ image, imageDigest }] : []));

/** How a task failed, in lines. */
export function failureText({ exitCode, why = '', lastLines = [] }: Ended): string {
  // That an essential container has exited says no more than its exit code.
  const known = exitCode === undefined ? causeOf([why]) : undefined;
  return [
    exitCode === undefined ? 'the task never ran' : `the task ended with exit code ${exitCode}`,
    why,
    ...(known ? [`likely cause: ${known.cause}`, `what to do: ${known.remedy}`] : []),
    ...lastLinesText(lastLines),
  ].join('\n');
}

/** What failed, with what it wrote last. An id is recorded: what others have written is in it without control characters. */
export const withLastLines = (ended: Ended, lines: readonly string[]): Ended => ({
  ...ended,
  ...(ended.why !== undefined && { why: withoutControls(ended.why) }),
  lastLines: lines,
});
