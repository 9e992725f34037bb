import type { Resource } from '../../src/step.js';
import { scheduleGroupResource } from './schedule-group/resource.js';
import { scheduleResource } from './schedule/resource.js';

/** The nouns of EventBridge Scheduler, in the order of teaching. */
export const scheduler: readonly Resource[] = [scheduleGroupResource, scheduleResource];
