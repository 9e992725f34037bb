// Loading the SDK takes longer than these stories, so that several files of them are one test file.
import './ecr/image.stories.js';
import './ecr/repository.stories.js';
import './logs/log-group.stories.js';
import './logs/resource-policy.stories.js';
import './servicediscovery/namespace.stories.js';
import './servicediscovery/service.stories.js';
import './servicediscovery/wire.stories.js';
import './autoscaling/wire.stories.js';
