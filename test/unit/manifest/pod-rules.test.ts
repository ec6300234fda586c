import { findsBreaches, init, pod, web } from './breach';
import { podRules } from './pod-rules';

findsBreaches(podRules, {
  'every pod is restricted': [
    [
      pod('Deployment/chatbot-web', (spec) => (spec.securityContext.runAsUser = 0)),
      'Deployment/chatbot-web: may run as root',
    ],
    [
      pod('StatefulSet/chatbot-db', (spec) => delete spec.securityContext.seccompProfile),
      'StatefulSet/chatbot-db: has no seccomp profile',
    ],
    [pod('Deployment/chatbot-llm', (spec) => (spec.hostNetwork = true)), 'Deployment/chatbot-llm: hostNetwork'],
    [
      pod('Deployment/chatbot-llm', (spec) => (spec.volumes[0] = { name: 'app', hostPath: {} })),
      'Deployment/chatbot-llm: app is no safe volume',
    ],
  ],
  'every container is restricted': [
    [
      init((one) => delete one.securityContext),
      ...['may gain privileges', 'keeps capabilities', 'can write to its root'].map(
        (what) => `Deployment/chatbot-web: database-init ${what}`,
      ),
    ],
    [
      web((one) => (one.securityContext.capabilities.add = ['NET_ADMIN'])),
      'Deployment/chatbot-web: web is given privileges',
    ],
    [web((one) => (one.ports[0].hostPort = 80)), 'Deployment/chatbot-web: web takes a port of the node'],
  ],
  'no pod but the Job that fills a Secret has a token': [
    [
      pod('Deployment/chatbot-web', (spec) => delete spec.automountServiceAccountToken),
      'Deployment/chatbot-web: has the wrong idea of tokens',
    ],
  ],
  'no pod learns of Services by its environment': [
    [
      pod('Deployment/chatbot-llm', (spec) => delete spec.enableServiceLinks),
      'Deployment/chatbot-llm: has service links',
    ],
  ],
  'every container asks for CPU and memory, and has an end of memory': [
    [
      init((one) => (one.resources = {})),
      ...['asks for no CPU', 'asks for no memory', 'has no limit of memory'].map(
        (what) => `Deployment/chatbot-web: database-init ${what}`,
      ),
    ],
  ],
  'every quantity is written as the server stores it, and no request is above its limit': [
    [web((one) => (one.resources.requests.cpu = '1000m')), 'Deployment/chatbot-web: web writes 1000m'],
    [web((one) => (one.resources.limits.memory = '1024Mi')), 'Deployment/chatbot-web: web writes 1024Mi'],
    [web((one) => (one.resources.requests.memory = '1.5Gi')), 'Deployment/chatbot-web: web writes 1.5Gi'],
    [web((one) => (one.resources.requests.memory = '1Gi')), 'Deployment/chatbot-web: web asks for too much memory'],
  ],
  'no password stands in the environment': [
    [web((one) => one.env.push({ name: 'DB_PASSWORD', value: 'x' })), 'Deployment/chatbot-web: web holds DB_PASSWORD'],
    [web((one) => one.env.push({ name: 'URL', value: 'postgres://a:b@c/d' })), 'Deployment/chatbot-web: web holds URL'],
    [
      web((one) => one.env.push({ name: 'OPENAI_API_KEY', value: 'sk-1' })),
      'Deployment/chatbot-web: web holds OPENAI_API_KEY',
    ],
  ],
  'every variable, mount and container is there once': [
    [web((one) => one.env.push({ name: 'PORT', value: '1' })), 'Deployment/chatbot-web: web has PORT twice'],
    [
      web((one) => one.volumeMounts.push({ name: 'tmp', mountPath: '/app' })),
      'Deployment/chatbot-web: web mounts /app twice',
    ],
    [
      web((one) => (one.name = 'database-init')),
      ...Array<string>(2).fill('Deployment/chatbot-web: database-init is there twice'),
    ],
  ],
  'no list of a container is empty: the server leaves it out': [
    [web((one) => (one.args = [])), 'Deployment/chatbot-web: web writes args without anything in it'],
  ],
  'every mount has its volume': [
    [
      web((one) => one.volumeMounts.push({ name: 'data', mountPath: '/data' })),
      'Deployment/chatbot-web: data is no volume',
    ],
    [
      pod('Deployment/chatbot-web', (spec) => spec.volumes.push({ name: 'x', emptyDir: {} })),
      'Deployment/chatbot-web: x is never mounted',
    ],
    [
      pod('Deployment/chatbot-web', (spec) => spec.volumes.push({ name: 'tmp', emptyDir: {} })),
      'Deployment/chatbot-web: tmp is there twice',
    ],
  ],
  'every probe asks a port that is there': [
    [web((one) => (one.ports = [])), ...Array<string>(3).fill('Deployment/chatbot-web: web probes http')],
  ],
  'a sidecar restarts always and starts first; an init container is never probed': [
    [init((one) => (one.readinessProbe = { exec: {} })), 'Deployment/chatbot-web: database-init is probed'],
    [
      pod('Deployment/chatbot-web', (spec) =>
        spec.initContainers.push({ ...spec.containers[0], name: 'proxy', restartPolicy: 'Always' }),
      ),
      'Deployment/chatbot-web: proxy starts late',
    ],
  ],
  'every image is pinned': [
    [init((one) => (one.image = 'node:latest')), 'Deployment/chatbot-web: database-init runs node:latest'],
    [web((one) => (one.image = 'reg:5000/node')), 'Deployment/chatbot-web: web runs reg:5000/node'],
  ],
  'every pod has time to wait before it stops': [
    [
      pod('Deployment/chatbot-web', (spec) => (spec.terminationGracePeriodSeconds = 5)),
      'Deployment/chatbot-web: waits 5 s of 5',
    ],
  ],
});
