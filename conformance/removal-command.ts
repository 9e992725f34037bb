import { linesOf } from '../src/script/command.js';
import type { Removal } from './removals.js';

/** The removal as a command of the AWS CLI. */
export const asCommand = ({ service, operation, input }: Removal): string =>
  linesOf({ service, operation, input }).join('\n');
