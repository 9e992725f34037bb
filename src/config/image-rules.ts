import { didYouMean, nearest } from '../nearest.js';
import { containersOf } from './containers.js';
import { isPrivateImage } from './placement.js';
import { secretReference } from './secret-reference.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import { tasksOf, type NamedTask } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/** The rules for where the image of a task comes from. */

const sources = ['image', 'repository', 'imageOf'] as const;
type Source = (typeof sources)[number];

/** What of the members that say where an image comes from a task has. */
const sourcesOf = ({ task }: NamedTask): { readonly [Member in Source]?: string | undefined } => task;

/** A task has one image: named, of a repository of its own, or that of a service. */
export const oneSourceOfImage = (config: ValidPart<Shape>): Finding[] =>
  tasksOf(config).flatMap((named): Finding[] => {
    const { name, kind, at, task } = named;
    const given = sources.filter((member) => sourcesOf(named)[member] !== undefined);
    const [first, second] = given;
    const restsOn = sources.map((member) => [...at, member]);
    if (first === undefined) {
      const hint = 'add `image: registry/repository:tag`, or `repository: NAME`';
      return [
        {
          at: [at],
          message: `${name} has no image`,
          hint: kind === 'jobs' ? `${hint}, or \`imageOf: SERVICE\`` : hint,
          restsOn,
        },
      ];
    }
    if (second !== undefined)
      return [
        {
          at: [[...at, second]],
          message: `"${first}" and "${second}" exclude each other`,
          hint: 'leave out one of the two',
          other: [...at, first],
        },
      ];
    if (first === 'repository') return tagOrBuild(at, task);
    return (['tag', 'build'] as const)
      .filter((member) => task[member] !== undefined)
      .map((member) => ({
        at: [[...at, member]],
        message: `"${member}" is only for a ${kind === 'jobs' ? 'job' : 'service'} with a "repository"`,
        hint: `write \`repository: NAME\` instead of \`${first}\``,
        restsOn,
      }));
  });

/** A repository needs `tag` or `build`: they say which image of it is run. */
function tagOrBuild(at: Path, { tag, build }: { tag?: string | undefined; build?: unknown }): Finding[] {
  if (tag !== undefined || build !== undefined) return [];
  const message = '"repository" needs a tag, or a directory to build the image from';
  return [
    {
      at: [[...at, 'repository']],
      message,
      hint: 'add `tag: "1.0"` or `build: DIR`',
      restsOn: [
        [...at, 'tag'],
        [...at, 'build'],
      ],
    },
  ];
}

/**
 * The login for a registry is a secret as a whole, and ECR takes none: the execution role asks it.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html
 */
export const wrongLogins = (config: ValidPart<Shape>): Finding[] =>
  tasksOf(config).flatMap((named) =>
    containersOf(named).flatMap(({ at, container }): Finding[] => {
      const { repositoryCredentials: login } = container;
      const where = [...at, 'repositoryCredentials'];
      const reference = login === undefined ? undefined : secretReference(login);
      if (!reference) return [];
      if (reference.service !== 'secretsmanager' || reference.selector !== '')
        return [
          {
            at: [where],
            message: 'the login for a registry is all of a secret of Secrets Manager',
            hint: 'as in secretsmanager:dockerhub, with {"username": "…", "password": "…"} in it',
          },
        ];
      const isOwn = at.length === named.at.length;
      if (isOwn && sources.filter((it) => sourcesOf(named)[it] !== undefined).length > 1) return [];
      const repository = isOwn ? sourcesOf(named).repository : undefined;
      const image = isOwn ? sourcesOf(named).image : (container as { readonly image?: string | undefined }).image;
      if (!isPrivateImage({ repository, image })) return [];
      return [
        {
          at: [where, [...at, repository === undefined ? 'image' : 'repository']],
          message: 'ECR takes no login of a secret: it is asked in the execution role',
          hint: 'remove it',
        },
      ];
    }),
  );

/** A job runs the image of a service that there is, and on the same processors. */
export const imageOfService = ({ services, jobs }: ValidPart<Shape>): Finding[] =>
  Object.entries(jobs ?? {}).flatMap(([name, job]): Finding[] => {
    if (job?.imageOf === undefined) return [];
    const at = ['jobs', name];
    const names = Object.keys(services ?? {});
    if (!names.includes(job.imageOf))
      return [
        {
          at: [[...at, 'imageOf']],
          message: `there is no service ${JSON.stringify(job.imageOf)}`,
          hint: didYouMean(nearest(job.imageOf, names)) ?? `there is: ${names.join(', ') || 'none'}`,
          restsOn: [
            [...at, 'imageOf'],
            ['services', job.imageOf],
          ],
        },
      ];
    const { architecture } = services?.[job.imageOf] ?? {};
    if (architecture === undefined || job.architecture === undefined || architecture === job.architecture) return [];
    return [
      {
        at: [
          [...at, 'architecture'],
          [...at, 'imageOf'],
        ],
        message: `${name} runs on ${job.architecture}, and the image of ${job.imageOf} is for ${architecture}`,
        hint: `write \`architecture: ${architecture}\``,
      },
    ];
  });
