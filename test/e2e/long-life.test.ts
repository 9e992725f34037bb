// One stack lives through all of these; at the end of the last file it is taken down.
import './changes.stories.js';
import './structure.stories.js';
import './drift.stories.js';
