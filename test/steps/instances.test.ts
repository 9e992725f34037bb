// Loading the SDK takes longer than these stories, so that several files of them are one test file.
import './auto-scaling-minimum.stories.js';
import './capacity.stories.js';
import './consumer.stories.js';
import './instances.stories.js';
