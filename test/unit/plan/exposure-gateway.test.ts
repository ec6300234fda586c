import { httpRoute } from '../../../lib/manifest/http-route';
import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import { AppPreset } from '../../../lib/values/app-preset';
import { Exposure } from '../../../lib/values/exposure';
import { llmOf, planApp } from './web-app';

const routesOf = (props: LlmWebAppProps): any[] => planApp(props).routes.map(httpRoute);

const parent = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' };
const matches = [{ path: { type: 'PathPrefix', value: '/' } }];
const backendRefs = [{ group: '', kind: 'Service', name: 'chatbot-app', port: 8000, weight: 1 }];

test('a Gateway gets one HTTPRoute, which the server has nothing to add to', () => {
  expect(routesOf({ exposure: Exposure.gateway({ host: 'chat.a.io', gateway: 'public' }) })).toEqual([
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: expect.objectContaining({ name: 'chatbot-app', namespace: 'chatbot' }),
      body: { spec: { parentRefs: [parent], hostnames: ['chat.a.io'], rules: [{ matches, backendRefs }] } },
    },
  ]);
});

test('plain HTTP is redirected by a second HTTPRoute on its own listener', () => {
  const exposure = Exposure.gateway({
    host: 'chat.a.io',
    gateway: 'public',
    gatewayNamespace: 'infra',
    listener: 'https',
    redirectListener: 'http',
  });
  const specs = routesOf({ exposure }).map(({ metadata, body }) => ({ name: metadata.name, ...body.spec }));
  const there = { ...parent, namespace: 'infra' };
  const redirect = { type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } };
  expect(specs).toEqual([
    {
      name: 'chatbot-app',
      parentRefs: [{ ...there, sectionName: 'https' }],
      hostnames: ['chat.a.io'],
      rules: [{ matches, backendRefs }],
    },
    {
      name: 'chatbot-app-https-redirect',
      parentRefs: [{ ...there, sectionName: 'http' }],
      hostnames: ['chat.a.io'],
      rules: [{ matches, filters: [redirect] }],
    },
  ]);
});

const timeouts = test.each<[string, LlmWebAppProps, object | undefined]>;

timeouts([
  ['the Gateway’s own without an LLM', {}, undefined],
  ['the longest answer and the app’s part in it', { llm: llmOf(120) }, { request: '150s', backendRequest: '150s' }],
  [
    'none for pages that hold a connection open',
    { llm: llmOf(120), preset: AppPreset.streamlit() },
    { request: '0s', backendRequest: '0s' },
  ],
])('the limit of a request is %s', (_, props, expected) => {
  const exposure = Exposure.gateway({ host: 'chat.a.io', gateway: 'public' });
  expect(routesOf({ ...props, exposure })[0].body.spec.rules[0].timeouts).toEqual(expected);
});
