import { command } from '../declaration.js';
import { choice, text } from '../option.js';

export const learnCommand = command({
  name: 'learn',
  summary: 'Labs on the sandbox: something is broken, and you repair it',
  positionals: {
    act: choice('What to do', ['list', 'start', 'hint', 'check', 'reveal', 'reset'], 'list'),
    lab: text('The lab (default: the one that was begun last)', { completes: 'lab' }),
  },
  takes: ['states', 'display'],
  list: {
    title: 'What there is to do:',
    rows: [
      ['list', 'the labs, by topic, and which are done'],
      ['start', 'make the world of a lab, break it, and show what a client sees'],
      ['hint', 'the next hint, one at a time'],
      ['check', 'whether requests arrive now, or where they stop'],
      ['reveal', 'ways to repair it'],
      ['reset', 'begin the lab again, in a new world'],
    ],
  },
  examples: [
    { line: 'provision learn', says: 'the labs there are' },
    { line: 'provision learn start link-egress', says: 'then repair it, and: provision learn check' },
  ],
  handler: async (request) => (await import('./handler.js')).runLearn(request),
});
