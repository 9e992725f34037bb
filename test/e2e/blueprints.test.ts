// One stack of each blueprint lives through its stories. Loading the SDK takes longer, so they are few test files.
import './blueprints/ec2-capacity.stories.js';
import './blueprints/cloud-map-private.stories.js';
import './blueprints/cli-walkthrough.stories.js';
