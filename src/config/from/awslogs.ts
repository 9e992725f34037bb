import { text } from './convert.js';
import { putOption } from './log-options.js';
import { held, map, to, type Row } from './rows.js';

/**
 * The options of the log driver that a config has always.
 * Source: https://docs.docker.com/engine/logging/drivers/awslogs/
 */
export const awslogsOptions: Row = map({
  'awslogs-group': (value, target) => {
    const isBeside = target.path.length > 2;
    if (isBeside) target.hold(value, 'its lines go to the log group of the service, into streams of their own');
    else to('logGroup', text)(value, target);
  },
  'awslogs-region': (value, { draft }) => {
    const region = draft.members.find((it) => it.to[0] === 'region');
    if (region) draft.top.hold(value, 'lines go to the region of the stack');
    else to('region', text)(value, draft.top);
  },
  'awslogs-stream-prefix': held('streams begin with the name of the service'),
  'awslogs-create-group': held('the log group is made'),
  mode: (value, target) => {
    if (value.value === 'non-blocking') target.hold(value);
    else putOption(value, target);
  },
  'max-buffer-size': putOption,
  'awslogs-multiline-pattern': putOption,
  'awslogs-datetime-format': putOption,
});
