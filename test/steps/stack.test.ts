// Loading the SDK takes longer than these stories, so that several files of them are one test file.
import './contract.stories.js';
import './stack.stories.js';
import './retag.stories.js';
import './small-parts.stories.js';
