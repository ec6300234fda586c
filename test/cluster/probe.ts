import { apply, kubectl } from './kubectl';

/** A namespace that has nothing to do with the app. */
export const elsewhere = 'chatbot-strangers';

/** A namespace for a mock of its own. */
export const scripted = 'chatbot-fixtures';

/** Connects from inside a running pod: "open", "closed", or, for a name that is not known, why. */
export async function reach(from: Place, host: string, port: number): Promise<string> {
  const script = `
    const [host, port] = process.argv.slice(1);
    const end = (word) => { console.log(word); process.exit(0); };
    require('net').connect({ host, port, timeout: 2000 })
      .on('connect', () => end('open')).on('timeout', () => end('closed'))
      .on('error', ({ syscall, code }) => end(syscall === 'getaddrinfo' ? code : 'closed'));`;
  const { namespace, pod } = from;
  const said = await kubectl(['exec', '-n', namespace, pod, '--', 'node', '-e', script, host, `${port}`]);
  return said.trim();
}

/** A pod to connect from; it has Node inside. */
export interface Place {
  readonly namespace: string;
  readonly pod: string;
}

/** Starts a pod that belongs to nobody, sits there, and obeys PodSecurity `restricted`. */
export async function stranger(namespace: string, image: string): Promise<Place> {
  const pod = 'stranger';
  await apply({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: pod, namespace },
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'node',
          image,
          command: ['node', '-e', 'setInterval(() => {}, 1 << 30)'],
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
        },
      ],
    },
  });
  await kubectl(['wait', '--for=condition=Ready', '-n', namespace, `pod/${pod}`, '--timeout=120s']);
  return { namespace, pod };
}
