import { Problems } from './problems';

/** registry/path:tag@digest, as the container runtimes read it. */
const REFERENCE =
  /^(?:([a-zA-Z0-9.-]+(?::\d+)?)\/)?([a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[a-f0-9]{64}))?$/;

/** Checks an image reference and gives its address, through the platform's mirror if there is one. */
export function planImage(problems: Problems, prop: string, image: string, mirror: string | undefined): string {
  const parts = parse(image);
  if (!parts) {
    problems.require(false, prop, 'an image reference such as "ghcr.io/acme/chatbot:1.4.0"', image);
    return image;
  }
  const pinned = parts.digest !== undefined || (parts.tag !== undefined && parts.tag !== 'latest');
  problems.require(pinned, prop, 'an image with a version tag or a digest', image, 'nobody knows what "latest" ran');
  if (!mirror) return image;
  const tag = (parts.tag ? `:${parts.tag}` : '') + (parts.digest ? `@${parts.digest}` : '');
  return `${mirror}/${parts.path}${tag}`;
}

interface Reference {
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

function parse(image: string): Reference | undefined {
  const match = REFERENCE.exec(image);
  if (!match) return undefined;
  const [, first, rest = '', tag, digest] = match;
  const isRegistry = first !== undefined && (/[.:]/.test(first) || first === 'localhost');
  if (first !== undefined && !isRegistry && first !== first.toLowerCase()) return undefined;
  const whole = isRegistry || first === undefined ? rest : `${first}/${rest}`;
  const isHub = !isRegistry || first === 'docker.io';
  return { path: isHub && !whole.includes('/') ? `library/${whole}` : whole, tag, digest };
}
