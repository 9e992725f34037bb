import type { Context } from '../service.js';
import { containerPrinted } from '../services/ecs/task/container-output.js';
import { listensNowhere } from '../services/ecs/task/listening.js';
import { containerExited } from '../services/ecs/task/task-end.js';
import { unreachable } from '../../unreachable.js';
import type { ProcessEvent } from './program.js';

/** Lets a task and its log know of what has happened to the process in the place of its container. */
export function tellTask(context: Context, event: ProcessEvent): void {
  const { taskArn, name: container, ports } = event.container;
  switch (event.is) {
    case 'printed':
      return containerPrinted(context, { taskArn, container, lines: event.lines });
    case 'noticed':
      return containerPrinted(context, { taskArn, container, lines: [`[sandbox] ${event.text}`] });
    case 'silent':
      containerPrinted(context, { taskArn, container, lines: [`[sandbox] ${event.text}`] });
      return listensNowhere(context, { taskArn, ports });
    case 'exited':
      return containerExited(context, { taskArn, container, exitCode: event.code });
    default:
      return unreachable(event);
  }
}
