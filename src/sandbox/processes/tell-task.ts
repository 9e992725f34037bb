import type { Context } from '../service.js';
import { containerPrinted } from '../services/ecs/task/container-output.js';
import { listensNow, listensNoMore } from '../services/ecs/task/listening.js';
import { containerExited } from '../services/ecs/task/task-end.js';
import { unreachable } from '../../unreachable.js';
import type { ProcessEvent } from './launch.js';

/** Lets a task and its log know of what has happened to what runs in the place of its container. */
export function tellTask(context: Context, event: ProcessEvent): void {
  const { taskArn, name: container } = event.container;
  const say = (text: string) => containerPrinted(context, { taskArn, container, lines: [`[sandbox] ${text}`] });
  switch (event.is) {
    case 'printed':
      return containerPrinted(context, { taskArn, container, lines: event.lines });
    case 'noticed':
      return say(event.text);
    case 'silent':
      say(event.text);
      return listensNoMore(context, { taskArn, ports: event.ports });
    case 'listening':
      say(event.text);
      return listensNow(context, { taskArn, ports: event.ports });
    case 'exited':
      return containerExited(context, { taskArn, container, exitCode: event.code });
    default:
      return unreachable(event);
  }
}
