import './blueprints/alb-microservices.stories.js';
import './blueprints/alb-changes.stories.js';
import './no-way-out.stories.js';
