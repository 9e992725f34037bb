import { expect, test } from '@jest/globals';
import { replaceIds } from '../../src/rehearsal/in-memory-aws.js';
import { World } from '../../src/sandbox/world.js';

test.each(['\0', '"', '\\', '\n', '\u001b', '\u2028', '\ud800', '$&', '__proto__'])(
  'an id that has %j in it is put in the place of another one',
  (odd) => {
    const world = new World(0, 'seed');
    world.table<object>('vpcs').set('vpc-1', { id: 'vpc-1', arn: 'arn:aws:ec2:vpc/vpc-1', made: new Date(5) });
    const id = `vpc-${odd}`;
    const rows = [
      ...replaceIds(world, new Map([['vpc-1', id]]))
        .table('vpcs')
        .entries(),
    ];
    expect(rows).toEqual([[id, { id, arn: `arn:aws:ec2:vpc/${id}`, made: new Date(5) }]]);
  },
);
