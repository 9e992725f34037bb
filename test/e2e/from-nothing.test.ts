// Loading the SDK takes longer than most of these stories, so that several files of them are one test file.
import './up-and-down.stories.js';
import './name-taken.stories.js';
import './faults.stories.js';
import './interruption.stories.js';
import './crash.stories.js';
