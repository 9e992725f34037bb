// Loading the SDK takes longer than these stories, so that several files of them are one test file.
// ECS is not among them: loaded, it would follow the instances.
import './autoscaling/group.stories.js';
import './iam/instance-profile.stories.js';
import './iam/policies.stories.js';
import './iam/policy-document.stories.js';
import './iam/role-tag.stories.js';
import './iam/role.stories.js';
import './ssm/parameters.stories.js';
