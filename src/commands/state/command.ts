import { command, place } from '../declaration.js';
import { choice, text } from '../option.js';

export const stateCommand = command({
  name: 'state',
  summary: 'Where states are kept: versions, and a bucket to share them',
  positionals: {
    act: choice('What to do', ['list', 'show', 'restore', 'push', 'pull', 'init'], 'list'),
    'version-id': text('Of show and restore: a version, as list shows it'),
  },
  takes: ['stack', place, 'states', 'display', 'yes'],
  list: {
    title: 'What there is to do:',
    rows: [
      ['list', 'the versions of the state: when, how large, by whom'],
      ['show', 'print a state, or one of its versions'],
      ['restore', 'make an older version the state again; what came after it is kept as a version'],
      ['push', 'move the state from this machine into the bucket that --state or the config says'],
      ['pull', 'move the state from that bucket to this machine'],
      ['init', 'make that bucket: with versions, encrypted, not public, over TLS alone'],
    ],
  },
  examples: [
    { line: 'provision state list --sandbox', says: 'what is kept here', needs: ['sandbox-stack'] },
    { line: 'provision state init --state s3://my-team-states --sandbox', says: 'make a bucket for states' },
  ],
  handler: async (request) => (await import('./handler.js')).runState(request),
});
