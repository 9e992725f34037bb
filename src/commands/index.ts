import type { Command } from './declaration.js';
import { configCommand } from './config/command.js';
import { completionCommand } from './completion/command.js';
import { downCommand } from './down/command.js';
import { execCommand } from './exec/command.js';
import { explainCommand } from './explain/command.js';
import { graphCommand } from './graph/command.js';
import { initCommand } from './init/command.js';
import { logsCommand } from './logs/command.js';
import { learnCommand } from './learn/command.js';
import { outputsCommand } from './outputs/command.js';
import { pauseCommand } from './pause/command.js';
import { planCommand } from './plan/command.js';
import { policyCommand } from './policy/command.js';
import { recoverCommand } from './recover/command.js';
import { resumeCommand } from './resume/command.js';
import { sweepCommand } from './sweep/command.js';
import { sandboxCommand } from './sandbox/command.js';
import { requestCommand } from './request/command.js';
import { rollbackCommand } from './rollback/command.js';
import { runTaskCommand } from './run/command.js';
import { scriptCommand } from './script/command.js';
import { statusCommand } from './status/command.js';
import { stateCommand } from './state/command.js';
import { timelineCommand } from './timeline/command.js';
import { traceCommand } from './trace/command.js';
import { unlockCommand } from './unlock/command.js';
import { upCommand } from './up/command.js';
import { viewCommand } from './view/command.js';

/** All commands, in the order in which help and the README list them. */
export const commands: readonly Command[] = [
  upCommand,
  downCommand,
  statusCommand,
  pauseCommand,
  resumeCommand,
  planCommand,
  configCommand,
  explainCommand,
  scriptCommand,
  policyCommand,
  graphCommand,
  viewCommand,
  timelineCommand,
  outputsCommand,
  traceCommand,
  requestCommand,
  logsCommand,
  execCommand,
  runTaskCommand,
  rollbackCommand,
  stateCommand,
  unlockCommand,
  recoverCommand,
  sweepCommand,
  initCommand,
  sandboxCommand,
  learnCommand,
  completionCommand,
];
