import type { KubeObject } from '../synth';
import { findsBreaches, ingress, object } from './breach';
import { platformRules } from './platform-rules';

/** Adds an object of the namespace; its name is that of the web app. */
const added =
  (kind: string, spec: object) =>
  (objects: KubeObject[]): unknown =>
    objects.push({ apiVersion: 'v1', kind, metadata: { name: 'chatbot-web', namespace: 'chatbot' }, spec });

const web = { 'app.kubernetes.io/instance': 'chatbot-web' };
const target = { kind: 'Deployment', name: 'chatbot-web' };

findsBreaches(platformRules, {
  'every route leads to a Service, on a port that it has': [
    [(objects) => objects.push(ingress('chatbot-web', 80)), 'Ingress/chatbot-web leads to chatbot-web:80'],
    [(objects) => objects.push(ingress('web', 8000)), 'Ingress/chatbot-web leads to web:8000'],
    [
      added('HTTPRoute', { rules: [{ backendRefs: [{ name: 'chatbot-web', port: 1 }] }, { filters: [] }] }),
      'HTTPRoute/chatbot-web leads to chatbot-web:1',
    ],
  ],
  'a workload has its number from one: itself or an autoscaler': [
    [object('Deployment/chatbot-web', ({ spec }) => delete spec.replicas), 'Deployment/chatbot-web has 0 autoscalers'],
    [added('ScaledObject', { scaleTargetRef: target }), 'Deployment/chatbot-web has 1 autoscalers'],
    [
      added('HorizontalPodAutoscaler', { scaleTargetRef: { ...target, name: 'web' }, metrics: [] }),
      'HorizontalPodAutoscaler/chatbot-web scales Deployment/web',
    ],
  ],
  'what an autoscaler measures against is requested': [
    [
      added('HorizontalPodAutoscaler', { scaleTargetRef: target, metrics: [{ resource: { name: 'gpu' } }, {}] }),
      'HorizontalPodAutoscaler/chatbot-web measures gpu',
    ],
  ],
  'a budget is for one workload, and lets its nodes be drained': [
    [
      added('PodDisruptionBudget', { maxUnavailable: 1, selector: { matchLabels: { app: 'x' } } }),
      'PodDisruptionBudget/chatbot-web is for nobody',
    ],
    [
      added('PodDisruptionBudget', { maxUnavailable: 0, selector: { matchLabels: web } }),
      'PodDisruptionBudget/chatbot-web blocks',
    ],
  ],
  'a ServiceMonitor finds one Service, and a port that it or its pods have': [
    [
      added('ServiceMonitor', { selector: { matchLabels: web }, endpoints: [{ port: 'metrics' }] }),
      'ServiceMonitor/chatbot-web scrapes no port',
    ],
    [
      added('ServiceMonitor', { selector: { matchLabels: web }, endpoints: [{ targetPort: 'metrics' }] }),
      'ServiceMonitor/chatbot-web scrapes no port',
    ],
    [
      added('ServiceMonitor', { selector: { matchLabels: {} }, endpoints: [{ port: 'http' }] }),
      'ServiceMonitor/chatbot-web finds 4 Services',
    ],
  ],
});
