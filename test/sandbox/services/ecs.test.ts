// Loading the SDK takes longer than these stories, so that several files of them are one test file.
import './ecs/capacity-provider.stories.js';
import './ecs/cluster.stories.js';
import './ecs/container-instance.stories.js';
import './ecs/deployment.stories.js';
import './ecs/ec2-capacity.stories.js';
import './ecs/image-presence.stories.js';
import './ecs/load-balanced-service.stories.js';
import './ecs/network-path.stories.js';
import './ecs/rolling.stories.js';
import './ecs/service-request.stories.js';
import './ecs/service.stories.js';
import './ecs/task-definition.stories.js';
import './ecs/task-failure.stories.js';
import './ecs/wire.stories.js';
