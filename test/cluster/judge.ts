import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import type { KubeObject } from '../unit/synth';
import { until } from './until';

/** What the API server has against an object. */
export interface Objection {
  readonly object: KubeObject;
  readonly refused?: string;
  readonly warnings: readonly string[];
}

/** Asks at a time; the server has two slow cores. */
const AT_A_TIME = 8;

/**
 * What the API server has against objects, each of which it is shown once: as a server-side apply would, and nothing stays.
 * Through a proxy, because kubectl itself asks two questions about each, and at most fifty a second.
 */
export async function objectionsTo(objects: readonly KubeObject[]): Promise<Objection[]> {
  const proxy = spawn('kubectl', ['proxy', '--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });
  try {
    const ended = once(proxy, 'exit').then(() => ['kubectl ended']); // and said why
    const [line] = (await Promise.race([once(createInterface(proxy.stdout), 'line'), ended])) as [string];
    const port = /:(\d+)$/.exec(line)?.[1];
    if (port === undefined) throw new Error(line);
    const server = serverAt(Number(port), agent);
    const paths = await pathsOf(server, objects);
    const objections: Objection[] = [];
    const queue = objects.values();
    const ask = async () => {
      for (const object of queue) {
        const path = `${paths.get(titleOf(object))!(object)}?dryRun=All&fieldManager=test&fieldValidation=Strict&force=true`;
        const { status, body, warnings } = await server('PATCH', path, JSON.stringify(object));
        const refused = status < 300 ? undefined : (JSON.parse(body) as { message: string }).message;
        if (refused !== undefined || warnings.length > 0) objections.push({ object, refused, warnings });
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, ask));
    return objections;
  } finally {
    agent.destroy();
    proxy.kill();
  }
}

type Server = (method: string, path: string, body?: string) => Promise<Answer>;

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly warnings: readonly string[];
}

const serverAt =
  (port: number, agent: Agent): Server =>
  (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { 'Content-Type': 'application/apply-patch+yaml' };
      const asked = request({ host: '127.0.0.1', port, method, path, agent, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const warnings = answer.headersDistinct['warning'] ?? [];
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString(), warnings });
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });

const titleOf = ({ apiVersion, kind }: KubeObject) => `${apiVersion}/${kind}`;

/** Where objects of each kind are, as the server tells. */
async function pathsOf(server: Server, objects: readonly KubeObject[]) {
  const paths = new Map<string, (object: KubeObject) => string>();
  for (const apiVersion of new Set(objects.map((object) => object.apiVersion))) {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    // A kind that was just added is established a little sooner than it is listed.
    const { resources } = await until(`${root} is listed`, async () => {
      const { status, body } = await server('GET', root);
      return status === 200 ? (JSON.parse(body) as { resources: Resource[] }) : undefined;
    });
    for (const { name, kind } of resources.filter(({ name }) => !name.includes('/')))
      paths.set(
        `${apiVersion}/${kind}`,
        ({ metadata }) => `${root}/namespaces/${metadata.namespace}/${name}/${metadata.name}`,
      );
  }
  return paths;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
}
