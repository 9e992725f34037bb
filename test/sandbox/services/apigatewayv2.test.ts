// Loading the SDK takes longer than these stories, so that several files of them are one test file.
import './apigatewayv2/api.stories.js';
import './apigatewayv2/integration.stories.js';
import './apigatewayv2/over-the-wire.stories.js';
import './apigatewayv2/resource-tag.stories.js';
import './apigatewayv2/route.stories.js';
import './apigatewayv2/stage.stories.js';
import './apigatewayv2/vpc-link.stories.js';
