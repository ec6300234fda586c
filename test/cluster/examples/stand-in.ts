import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { apply, kubectl, removeNamespace } from '../kubectl';

/** `test/cluster/images.py` made the certificate, which the images of the examples trust. */
const certificates = join(homedir(), '.cache/cdk8s-llm-tests');
const program = join(__dirname, '../../../build/programs/mock-llm.js');

/** Ten tokens a second: an answer of a hundred takes ten seconds. */
const MILLISECONDS_A_TOKEN = 100;

/** The namespace is a top-level domain, see `standIn`. */
const namespace = 'com';

/**
 * Puts the mock LLM in the place of `api.VENDOR.com`, under that very name: a pod tries the cluster's names first, so
 * `api.openai.com` is found as the pod "api" of the Service "openai" in the namespace "com", and no manifest of an example
 * has to change. Only the edge must be opened by hand, because the internet it is not.
 */
export async function standIn(vendor: string, model: string, key: string, client: string): Promise<void> {
  await apply(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    secret(vendor, model, key),
    service(vendor),
    pod(vendor),
    edge(client),
  );
  await kubectl(['wait', '-n', namespace, `pod/${vendor}`, '--for=condition=Ready', '--timeout=120s']);
}

export const removeStandIns = (): Promise<void> => removeNamespace(namespace);

/** One volume for all that the pod reads: the two programs, the mock's configuration, certificate and keys. */
function secret(vendor: string, model: string, key: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: vendor, namespace },
    stringData: {
      'mock-llm.js': readFileSync(program, 'utf8'),
      'proxy.js': readFileSync(join(__dirname, 'stand-in-proxy.js'), 'utf8'),
      'config.json': JSON.stringify({ models: [model], latency: { perTokenMs: MILLISECONDS_A_TOKEN } }),
      'stand-in.pem': readFileSync(join(certificates, 'stand-in.pem'), 'utf8'),
      'stand-in.key': readFileSync(join(certificates, 'stand-in.key'), 'utf8'),
      apiKey: key,
    },
  };
}

function service(vendor: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: vendor, namespace },
    spec: { clusterIP: 'None', selector: { app: vendor }, ports: [{ port: 443 }] },
  };
}

function pod(vendor: string): object {
  const container = (name: string, ...args: string[]) => ({
    name,
    image: 'node:22-bookworm-slim',
    command: ['node', `/app/${name}.js`, ...args],
    volumeMounts: [{ name: 'app', mountPath: '/app' }],
    resources: { requests: { cpu: '200m', memory: '64Mi' } }, // a vendor is not the first to starve on a busy node
  });
  const apiKey = { name: 'API_KEY', valueFrom: { secretKeyRef: { name: vendor, key: 'apiKey' } } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: vendor, namespace, labels: { app: vendor } },
    spec: {
      hostname: 'api',
      subdomain: vendor,
      terminationGracePeriodSeconds: 0,
      securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
      containers: [
        { ...container('mock-llm'), env: [{ name: 'MOCK_LLM_CONFIG', value: '/app/config.json' }, apiKey] },
        { ...container('proxy', '/app'), readinessProbe: { tcpSocket: { port: 443 }, periodSeconds: 1 } },
      ],
      volumes: [{ name: 'app', secret: { secretName: vendor } }],
    },
  };
}

/** Lets every pod of the client's namespace out to the stand-in, and to the name server, for who has no policy yet. */
function edge(client: string): object {
  const peer = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
  const egress = [{ to: [peer], ports: [{ port: 443 }] }, { ports: [{ port: 53, protocol: 'UDP' }] }];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'to-stand-in', namespace: client },
    spec: { podSelector: {}, policyTypes: ['Egress'], egress },
  };
}
