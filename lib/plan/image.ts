import { Problems } from './problems';

const HOST = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';

/** registry/path:tag@digest, as the container runtimes read it: without a dot or a port, the first word is no registry. */
const REFERENCE = new RegExp(
  `^(?:((?=[^/]*[.:]|localhost/)${HOST}(?:\\.${HOST})*(?::\\d+)?)/)?` +
    `(${COMPONENT}(?:/${COMPONENT})*)(?::(\\w[\\w.-]{0,127}))?(?:@(sha256:[a-f0-9]{64}))?$`,
);

/** Whether images can lie under it: a registry's host, with a path or without. */
export const isRegistry = (text: string): boolean => REFERENCE.exec(`${text}/image`)?.[1] !== undefined;

/** Checks an image reference and gives its address, through the platform's mirror if there is one. */
export function planImage(problems: Problems, prop: string, image: string, mirror: string | undefined): string {
  const parts = parse(image);
  if (!parts) {
    problems.require(false, prop, 'an image reference such as "ghcr.io/acme/chatbot:1.4.0"', image);
    return image;
  }
  const pinned = parts.digest !== undefined || (parts.tag !== undefined && parts.tag !== 'latest');
  problems.require(pinned, prop, 'an image with a version tag or a digest', image, 'nobody knows what "latest" ran');
  if (!mirror || parts.registry === mirror.split('/')[0]) return image;
  const tag = (parts.tag ? `:${parts.tag}` : '') + (parts.digest ? `@${parts.digest}` : '');
  return `${mirror}/${parts.path}${tag}`;
}

interface Reference {
  readonly registry: string;
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

function parse(image: string): Reference | undefined {
  const match = REFERENCE.exec(image);
  if (!match) return undefined;
  const [, registry = 'docker.io', path = '', tag, digest] = match;
  return { registry, path: registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path, tag, digest };
}
