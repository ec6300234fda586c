import { isIP } from 'node:net';
import { Problems } from './problems';
import { isDnsSubdomain } from './syntax';

/** What an Ingress and an HTTPRoute take for a host: a name, or all names one level below. */
export function checkHost(problems: Problems, prop: string, host: string): void {
  const name = host.replace(/^\*\./, '');
  const valid = isDnsSubdomain(name) && host.length <= 253 && isIP(name) === 0;
  const allowed = 'a lower-case host name such as "chat.example.com" or "*.example.com"';
  problems.require(valid, prop, allowed, host, 'without scheme, port and path, and no address');
}
