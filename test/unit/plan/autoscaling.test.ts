import { Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Autoscaling, HpaProps, KedaProps, LlmWebApp, LlmWebAppProps, MockLlm } from '../../../lib';

const app = (props: LlmWebAppProps) => {
  const chart = Testing.chart();
  Object.assign(chart, { namespace: 'ns' });
  new LlmWebApp(chart, 'web', { image: 'acme/web:1', llm: new MockLlm(chart, 'llm'), ...props });
  return Testing.synth(chart) as { kind: string; metadata: { name: string }; spec: Record<string, unknown> }[];
};
const of = (objects: ReturnType<typeof app>, kind: string, name = 'test-web') =>
  objects.find((object) => object.kind === kind && object.metadata.name === name)?.spec;
const hpa = (props: Partial<HpaProps>) => Autoscaling.hpa({ maxReplicas: 5, cpuUtilization: 70, ...props });
const trigger = {
  type: 'cron',
  metadata: { timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '3' },
};
const keda = (props: Partial<KedaProps>) => Autoscaling.keda({ maxReplicas: 5, triggers: [trigger], ...props });

test('an autoscaler owns the number of pods', () => {
  const objects = app({ autoscaling: hpa({ minReplicas: 2 }) });
  expect(of(objects, 'Deployment')).not.toHaveProperty('replicas');
  expect(of(objects, 'HorizontalPodAutoscaler')).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'test-web' },
    minReplicas: 2,
    maxReplicas: 5,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
  });
});

test('memory and requests per second are targets too', () => {
  const objects = app({
    autoscaling: hpa({ cpuUtilization: undefined, memoryUtilization: 80, requestsPerSecond: 20 }),
  });
  expect(of(objects, 'HorizontalPodAutoscaler')).toMatchObject({
    metrics: [
      { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
      {
        type: 'Pods',
        pods: { metric: { name: 'http_requests_per_second' }, target: { type: 'AverageValue', averageValue: '20' } },
      },
    ],
  });
});

test('KEDA gets a ScaledObject with its triggers', () => {
  const objects = app({ autoscaling: keda({ minReplicas: 0, triggers: [{ ...trigger, authentication: 'auth' }] }) });
  expect(of(objects, 'Deployment')).not.toHaveProperty('replicas');
  expect(of(objects, 'ScaledObject')).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'test-web' },
    minReplicaCount: 0,
    maxReplicaCount: 5,
    pollingInterval: 30,
    cooldownPeriod: 300,
    triggers: [{ ...trigger, authentication: undefined, authenticationRef: { name: 'auth' } }].map(
      ({ type, metadata, authenticationRef }) => ({ type, metadata, authenticationRef }),
    ),
  });
});

test.each<[string, LlmWebAppProps, boolean]>([
  ['one pod', { replicas: 1 }, false],
  ['two pods', { replicas: 2 }, true],
  ['an autoscaler from one', { autoscaling: hpa({}) }, false],
  ['an autoscaler from two', { autoscaling: hpa({ minReplicas: 2 }) }, true],
])('%s: kept apart and protected from drains only when there is more than one', (_, props, several) => {
  const objects = app(props);
  expect(of(objects, 'PodDisruptionBudget') !== undefined).toBe(several);
  expect(JSON.stringify(of(objects, 'Deployment')).includes('topologySpreadConstraints')).toBe(several);
});

test('a budget lets one pod go at a time, so that a drain always ends', () => {
  const objects = app({ replicas: 3 });
  expect(of(objects, 'PodDisruptionBudget')).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { 'app.kubernetes.io/name': 'web-app', 'app.kubernetes.io/instance': 'test-web' } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
});

const cron = (metadata: object): LlmWebAppProps => ({
  autoscaling: keda({ triggers: [{ ...trigger, metadata: { ...trigger.metadata, ...metadata } }] }),
});
const wrongTime = (given: string, name = 'start') =>
  `"autoscaling.triggers[0].metadata.${name}" must be five fields such as "0 8 * * MON-FRI": minute, hour, day, month, day of ` +
  `the week (0 to 6), got ${given}`;
const wrongZone = (given: string) =>
  `"autoscaling.triggers[0].metadata.timezone" must be a time zone such as "Europe/Berlin" or "UTC", got ${given}`;
const wrongCount = (given: string) =>
  `"autoscaling.triggers[0].metadata.desiredReplicas" must be a whole number from 0 to 5, in quotes, got ${given}`;

test.each([
  { start: '*/15 8-18 ? * 1-5' },
  { start: '0,30 0 1,15 JAN-mar,12 sun' },
  { start: ' 5/10   8 * * * ' },
  { start: '59 23 31 12 6' },
  { timezone: 'America/Argentina/Buenos_Aires' },
  { timezone: 'Etc/GMT+5' },
  { desiredReplicas: '0' },
  { desiredReplicas: '5' },
])('a cron trigger may say %j', (metadata) => {
  expect(() => app(cron(metadata))).not.toThrow();
});

test('an HPA finds a request for CPU and memory in every container, also where nobody gave one', () => {
  const deployment = of(
    app({
      autoscaling: hpa({ memoryUtilization: 80 }),
      resources: { cpu: { limit: Cpu.units(1) } },
      sidecars: [{ name: 'shipper', image: 'acme.io/shipper:1' }],
    }),
    'Deployment',
  ) as any;
  const { containers, initContainers } = deployment.template.spec;
  const requests = [...containers, ...initContainers].map(({ resources }) => Object.keys(resources.requests));
  expect(requests).toEqual([
    ['cpu', 'memory'],
    ['cpu', 'memory'],
  ]);
});

const WHOLE = 'must be a whole number from';
test.each<[LlmWebAppProps, string[]]>([
  [
    { replicas: 2, autoscaling: hpa({}) },
    ['"replicas" must be left out with "autoscaling": the autoscaler owns the number, and an apply would reset it'],
  ],
  [
    { autoscaling: hpa({ minReplicas: 6 }) },
    ['"autoscaling.minReplicas" is 6 and "autoscaling.maxReplicas" 5: swap them'],
  ],
  [
    { autoscaling: hpa({ minReplicas: 0 }) },
    [`"autoscaling.minReplicas" ${WHOLE} 1 to 100, got 0; scaling to zero needs KEDA`],
  ],
  [
    { autoscaling: hpa({ maxReplicas: 101, cpuUtilization: 0, memoryUtilization: 1001 }) },
    [
      `"autoscaling.maxReplicas" ${WHOLE} 1 to 100, got 101`,
      `"autoscaling.cpuUtilization" ${WHOLE} 1 to 1000, got 0; in percent of the request`,
      `"autoscaling.memoryUtilization" ${WHOLE} 1 to 1000, got 1001; in percent of the request`,
    ],
  ],
  [
    { autoscaling: hpa({ cpuUtilization: undefined }) },
    ['"autoscaling" needs a target: cpuUtilization, memoryUtilization or requestsPerSecond'],
  ],
  [
    { autoscaling: hpa({ requestsPerSecondMetric: 'a/b' }) },
    [
      '"autoscaling.requestsPerSecondMetric" must be the name of a metric, got "a/b"',
      '"autoscaling.requestsPerSecondMetric" needs "autoscaling.requestsPerSecond", the target',
    ],
  ],
  [
    { autoscaling: keda({ triggers: [], pollingSeconds: 0, cooldownSeconds: -1 }) },
    [
      `"autoscaling.pollingSeconds" ${WHOLE} 1 to 3600, got 0`,
      `"autoscaling.cooldownSeconds" ${WHOLE} 0 to 86400, got -1`,
      '"autoscaling.triggers" must be at least one trigger, got []',
    ],
  ],
  [
    { autoscaling: keda({ minReplicas: 0, triggers: [{ type: 'cpu', metadata: { value: '60' } }] }) },
    [
      '"autoscaling.minReplicas" is 0 and the only trigger is cpu, which no pod would show: add one from outside the pods',
    ],
  ],
  ...['0 8 * *', '0 8 * * * *', '@daily', '60 8 * * *', '0 24 * * *', '0 8 0 * *', '0 8 * 13 *', '0 8 * * 7'].map(
    (start): [LlmWebAppProps, string[]] => [cron({ start }), [wrongTime(`"${start}"`)]],
  ),
  ...['5-1 8 * * *', '*/0 8 * * *', '1/2/3 8 * * *', '1-2-3 8 * * *', '1, 8 * * *', '-1 8 * * *', '0 8 * MON *'].map(
    (start): [LlmWebAppProps, string[]] => [cron({ start }), [wrongTime(`"${start}"`)]],
  ),
  [
    {
      autoscaling: keda({
        triggers: [{ ...trigger, metadata: { end: 'noon', timezone: 'Berlin', desiredReplicas: 'many' } }],
      }),
    },
    [wrongTime('nothing'), wrongTime('"noon"', 'end'), wrongZone('"Berlin"'), wrongCount('"many"')],
  ],
  [cron({ end: trigger.metadata.start }), ['"autoscaling.triggers[0].metadata.end" must be another time than "start"']],
  [cron({ timezone: '+02:00' }), [wrongZone('"+02:00"')]],
  [cron({ timezone: 'europe/berlin' }), [wrongZone('"europe/berlin"')]],
  [cron({ desiredReplicas: '6' }), [`${wrongCount('"6"')}; "autoscaling.maxReplicas" would cut it`]],
])('refuses %j', (props, problems) => {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  expect(() => app(props)).toThrow(
    new Error(`test/web (LlmWebApp): ${count}${problems.map((problem) => `\n  - ${problem}`).join('')}`),
  );
});
