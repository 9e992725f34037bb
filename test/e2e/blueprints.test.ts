import { jest } from '@jest/globals';

// One stack of each blueprint lives through its stories. Loading the SDK takes longer, so they are few test files.
jest.setTimeout(30_000);
await import('./blueprints/ec2-capacity.stories.js');
await import('./blueprints/cloud-map-private.stories.js');
await import('./blueprints/cli-walkthrough.stories.js');
