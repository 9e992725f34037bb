// Loading the SDK takes longer than these stories, so that several files of them are one test file.
import './capacity-on-sandbox.stories.js';
import './contract-on-sandbox.stories.js';
import './egress-on-sandbox.stories.js';
import './load-balancing-on-sandbox.stories.js';
