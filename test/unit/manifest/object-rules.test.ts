import { find } from '../synth';
import { findsBreaches, object, pod } from './breach';
import { objectRules } from './object-rules';

findsBreaches(objectRules, {
  'no two objects have one name': [
    [(objects) => objects.push(find(objects, 'Service/chatbot-web')), 'chatbot: Service/chatbot-web'],
  ],
  'every name is one that the server takes': [
    [
      object('Service/chatbot-db-headless', ({ metadata }) => (metadata.name = '1st')),
      'Service/1st has a bad name of 3 characters',
    ],
    [
      object('StatefulSet/chatbot-db', ({ metadata }) => (metadata.name = 'n'.repeat(53))),
      `StatefulSet/${'n'.repeat(53)} has a bad name of 53 characters`,
    ],
    [
      object('ConfigMap/chatbot-db-scripts', ({ metadata }) => (metadata.name = 'A')),
      'ConfigMap/A has a bad name of 1 characters',
    ],
  ],
  'every name that is referred to is one that the server takes': [
    [
      object('StatefulSet/chatbot-db', ({ spec }) => (spec.volumeClaimTemplates[0].spec.storageClassName = 'Fast')),
      'StatefulSet/chatbot-db refers to Fast',
    ],
    [pod('Deployment/chatbot-web', (spec) => (spec.priorityClassName = 'a_b')), 'Deployment/chatbot-web refers to a_b'],
  ],
  'every label is one that the server takes': [
    [
      object('Service/chatbot-web', ({ metadata }) => (metadata.labels['a b'] = 'c')),
      'Service/chatbot-web has a bad label a b=c',
    ],
    [
      pod('Deployment/chatbot-web', (_, labels) => (labels.team = 'x'.repeat(64))),
      `Deployment/chatbot-web has a bad label team=${'x'.repeat(64)}`,
    ],
  ],
  'no Secret holds data': [
    [
      object('Secret/chatbot-db-app', (secret) => (secret.stringData = { password: 'x' })),
      'Secret/chatbot-db-app holds stringData',
    ],
  ],
  'every ConfigMap is below 200 kB': [
    [
      object('ConfigMap/chatbot-db-scripts', ({ data }) => (data.x = 'x'.repeat(200_000))),
      'ConfigMap/chatbot-db-scripts is too large for kubectl apply',
    ],
  ],
  'every claim asks for a size': [
    [
      object(
        'StatefulSet/chatbot-db',
        ({ spec }) => (spec.volumeClaimTemplates[0].spec.resources.requests.storage = '-1Gi'),
      ),
      'StatefulSet/chatbot-db asks for -1Gi',
    ],
  ],
  'a plan is written in numbers': [
    [
      object(
        'Deployment/chatbot-web',
        ({ metadata }) => (metadata.annotations = { 'cdk8s-llm/plan': '{"kvTokens":null}' }),
      ),
      'Deployment/chatbot-web has a plan with holes',
    ],
  ],
  'a workload selects its own pods and no others': [
    [
      pod('Deployment/chatbot-web', (_, labels) => (labels['app.kubernetes.io/name'] = 'x')),
      'Deployment/chatbot-web selects nobody',
    ],
    [
      pod('Deployment/chatbot-llm', (_, labels) =>
        Object.assign(labels, { 'app.kubernetes.io/name': 'web-app', 'app.kubernetes.io/instance': 'chatbot-web' }),
      ),
      'Deployment/chatbot-llm selects nobody',
      'Deployment/chatbot-web selects Deployment/chatbot-llm, Deployment/chatbot-web',
    ],
  ],
  'a Service selects one workload, and a port that it has': [
    [
      object('Service/chatbot-web', ({ spec }) => (spec.selector = { app: 'x' })),
      'Service/chatbot-web selects 0 workloads',
      'Service/chatbot-web has no port http',
    ],
  ],
  'a StatefulSet is governed by a headless Service': [
    [
      object('StatefulSet/chatbot-db', ({ spec }) => (spec.serviceName = 'chatbot-db')),
      'StatefulSet/chatbot-db has no headless Service',
    ],
  ],
  'what a pod reads is in the output, but for what the team has already': [
    [
      object('Secret/chatbot-db-app', ({ metadata }) => (metadata.name = 'other')),
      'StatefulSet/chatbot-db reads Secret/chatbot-db-app',
      'Deployment/chatbot-web reads Secret/chatbot-db-app',
    ],
    [
      object('ServiceAccount/chatbot-llm', ({ metadata }) => (metadata.name = 'other')),
      'Deployment/chatbot-llm reads ServiceAccount/chatbot-llm',
    ],
  ],
});
