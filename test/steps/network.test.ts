// Loading the SDK takes longer than these stories, so that several files of them are one test file.
import './network.stories.js';
import './security-groups.stories.js';
import './egress.stories.js';
import './vpc-endpoints.stories.js';
import './existing-network.stories.js';
import './holders.stories.js';
