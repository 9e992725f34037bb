// Loading the steps takes longer than most of these stories, so that several files of them are one test file.
import './words.stories.js';
import './commands.stories.js';
import './functions.stories.js';
import './blueprints.stories.js';
import './life.stories.js';
import './past.stories.js';
import './recorded.stories.js';
