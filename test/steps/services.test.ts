// Loading the SDK takes longer than these stories, so that several files of them are one test file.
import './cloud-map.stories.js';
import './ecs.stories.js';
import './ecs-service.stories.js';
import './task-failures.stories.js';
import './http-api.stories.js';
import './load-balancing.stories.js';
import './ecr.stories.js';
import './logs-and-roles.stories.js';
