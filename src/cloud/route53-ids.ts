import { mapTexts } from '../redact.js';

/**
 * Route 53's answers have the kind of a thing in front of its id, `/hostedzone/Z1`, which the SDK and the CLI take off again
 * wherever it is sent. Without it, an id is one and the same text in answers and requests.
 */
export const withoutKinds = <T extends object>(service: string, output: T): T =>
  service === 'route53' ? (mapTexts(output, (text) => text.replace(/^\/(hostedzone|change)\//, '')) as T) : output;
