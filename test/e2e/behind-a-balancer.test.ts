import { jest } from '@jest/globals';

jest.setTimeout(30_000);
await import('./blueprints/alb-microservices.stories.js');
await import('./blueprints/alb-changes.stories.js');
await import('./no-way-out.stories.js');
