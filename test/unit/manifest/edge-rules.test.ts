import { findsBreaches, ingress, object, policy } from './breach';
import { edgeRules } from './edge-rules';

findsBreaches(edgeRules, {
  'every policy selects pods of the output, or all': [
    [
      policy('chatbot-web', (spec) => (spec.podSelector.matchLabels.x = 'y')),
      'NetworkPolicy/chatbot-web selects nobody',
    ],
  ],
  'every pod has a policy of its own for both directions': [
    [
      policy('chatbot-llm', (spec) => (spec.policyTypes = ['Ingress'])),
      'Deployment/chatbot-llm has no policy of its own for Egress',
    ],
  ],
  'every way out to a pod has its way in, and the other way round': [
    [
      policy('chatbot-web', (spec) => (spec.egress[1].ports[0].port = 1)),
      'NetworkPolicy/chatbot-web has egress to port 1 alone',
      'NetworkPolicy/chatbot-web-to-chatbot-llm-8000 has ingress on port 8000 alone',
    ],
    [
      policy('chatbot-web-to-chatbot-db-5432', (spec) => (spec.ingress = [])),
      'NetworkPolicy/chatbot-web has egress to port 5432 alone',
    ],
  ],
  'every peer is somebody': [
    [
      policy(
        'chatbot-web',
        (spec) => (spec.egress[1].to[0].namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'x' } }),
      ),
      'NetworkPolicy/chatbot-web means nobody on port 8000',
    ],
  ],
  'who calls a pod by its name may ask the DNS': [
    [policy('chatbot-web', (spec) => spec.egress.shift()), 'NetworkPolicy/chatbot-web has no DNS'],
  ],
  'anybody may come in where a port is exposed, and nowhere else': [
    [
      policy('chatbot-llm', (spec) => (spec.ingress = [{ ports: [{ port: 8000 }] }])),
      'Deployment/chatbot-llm is open and not exposed',
    ],
    [
      object('Service/chatbot-web', ({ spec }) => (spec.type = 'NodePort')),
      'Deployment/chatbot-web is closed and exposed',
    ],
    [(objects) => objects.push(ingress('chatbot-web', 8000)), 'Deployment/chatbot-web is closed and exposed'],
  ],
});
