import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { attempt, rejected } from '../../runner/attempt.js';
import { resourceOf, type Job, type Run } from '../../runner/run.js';
import { readDeadline } from '../../runner/wait.js';
import { inOrder } from './in-order.js';
import { linesOf, queriesFor, type AskLogs, type LogLine, type LogQuery } from './log-query.js';
import type { LogSource } from './log-sources.js';
import { SeenLines } from './seen-lines.js';

/** Which lines are meant. */
export interface Wanted {
  readonly sources: readonly LogSource[];
  /** ms since the epoch. */
  readonly from: number;
  /** Of this task alone: its id, or the beginning of that. */
  readonly task?: string | undefined;
}

/** Reads lines of log groups, again and again, each line once. */
export class LogReader {
  readonly #queries: readonly { readonly query: LogQuery; readonly seen: SeenLines }[];
  readonly #ask: AskLogs;

  /** @param onGone is called where a log group is not there, at each look */
  constructor(run: Run, { sources, from, task }: Wanted, onGone: (source: LogSource) => void) {
    this.#queries = sources
      .flatMap((source) => queriesFor(source, task))
      .map((query) => ({ query, seen: new SeenLines(from) }));
    this.#ask = asking(run, onGone);
  }

  /**
   * All lines that were not read before, in the order of their times.
   * @throws FailureError `step-rejected`: the caller may not read them; Stopped
   */
  async *newLines(): AsyncGenerator<LogLine> {
    const lists = this.#queries.map(({ query, seen }) => unseen(linesOf(this.#ask, query, seen.from), seen));
    yield* inOrder(lists, ({ at }) => at);
  }
}

async function* unseen(lines: AsyncGenerator<LogLine>, seen: SeenLines): AsyncGenerator<LogLine> {
  for await (const line of lines) if (seen.add(line)) yield line;
}

/** What AWS throttles or does not answer is asked again, as it is for each other look. */
function asking(run: Run, onGone: (source: LogSource) => void): AskLogs {
  return async (source, input) => {
    const { step } = source;
    const job: Job = { step, resource: resourceOf(run, step, 'log-group'), token: '', tags: {} };
    const asked = await attempt(run, job, 'read', readDeadline(run), (cloud) =>
      cloud.logs.send(new FilterLogEventsCommand(input)),
    );
    if (asked.is === 'done') return asked.value;
    if (asked.is !== 'gone') throw rejected(job, 'read', asked.error);
    onGone(source);
    return undefined;
  };
}
