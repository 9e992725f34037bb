/** The stacks that labs are made of: `provision.yaml`, as the learner finds it. */

const beginning = `# Yours to change: \`provision up --sandbox\` brings the stack to what stands here.
name: shop
region: us-east-1
`;

/** HTTP API -> VPC link -> Cloud Map -> tasks in public subnets. */
export const behindLink = `${beginning}
network:
  cidr: 10.0.0.0/16
  zones: 2
  egress: public

namespace: internal

services:
  web:
    image: public.ecr.aws/docker/library/nginx:latest
    port: 80
    count: 2
    discovery:
      type: srv
    routes:
      - $default

ingress:
  type: http-api
  via: cloud-map
`;

/** Public load balancer -> by path, one of two services, in private subnets behind a NAT gateway. */
export const behindBalancer = `${beginning}
network:
  cidr: 10.0.0.0/16
  zones: 2
  egress: nat

services:
  web:
    image: public.ecr.aws/docker/library/nginx:latest
    port: 80
    count: 2
    rules:
      - path: $default
  items:
    image: public.ecr.aws/docker/library/nginx:latest
    port: 80
    count: 1
    rules:
      - path: /items*
        priority: 10

ingress:
  type: alb
`;

/** HTTP API -> VPC link -> Cloud Map -> tasks in subnets without any way to the internet, but for VPC endpoints. */
export const isolated = `${beginning}
network:
  cidr: 10.0.0.0/16
  zones: 2
  egress: endpoints

namespace: internal

services:
  web:
    repository: shop/web
    build: app
    port: 8080
    count: 2
    discovery:
      type: srv
    routes:
      - $default

ingress:
  type: http-api
  via: cloud-map
`;

/** What is built for the last one. The sandbox takes a stand-in for it. */
export const app = {
  'app/Dockerfile': `FROM public.ecr.aws/docker/library/nginx:latest
COPY index.html /usr/share/nginx/html/
`,
  'app/index.html': 'The shop\n',
};

/**
 * A stack with one text replaced.
 * @throws Error where the text is not in it
 */
export function replacedIn(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the config of the lab does not have ${JSON.stringify(from)}`);
  return text.replace(from, () => to);
}
