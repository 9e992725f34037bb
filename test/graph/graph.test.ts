// Loading the steps takes longer than these stories, so that several files of them are one test file.
import './dependencies.stories.js';
import './topology.stories.js';
import './formats.stories.js';
import './command.stories.js';
