// Loading the SDK takes longer than these stories, so that several files of them are one test file.
import './elbv2/listener.stories.js';
import './elbv2/load-balancer.stories.js';
import './elbv2/over-the-wire.stories.js';
import './elbv2/target-group.stories.js';
import './elbv2/target-health.stories.js';
