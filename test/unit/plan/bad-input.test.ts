import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import { Autoscaling } from '../../../lib/values/autoscaling';
import { EnvSource } from '../../../lib/values/env-source';
import { Exposure } from '../../../lib/values/exposure';
import { SecretRef } from '../../../lib/values/secret-ref';
import { Tls } from '../../../lib/values/tls';
import { expectProblems } from './web-app';

interface Given {
  readonly port: number;
  readonly host: string;
  readonly issuer: string;
  readonly replicas?: number;
  readonly minReplicas: number;
  readonly cron: string;
  readonly key: string;
  readonly service?: string;
  readonly sidecar: string;
}

/** An app that says something about everything that people get wrong. */
const propsOf = ({
  port,
  host,
  issuer,
  replicas,
  minReplicas,
  cron,
  key,
  service,
  sidecar,
}: Given): LlmWebAppProps => ({
  port,
  replicas,
  exposure: Exposure.ingress({ host, tls: Tls.issuer(issuer) }),
  autoscaling: Autoscaling.keda({
    minReplicas,
    maxReplicas: 5,
    triggers: [
      { type: 'cron', metadata: { start: cron, end: '0 18 * * *', timezone: 'Europe/Berlin', desiredReplicas: '5' } },
    ],
  }),
  envFrom: [EnvSource.secret(SecretRef.external({ store: 'vault', keys: { [key]: { key: 'prod/shop' } } }))],
  services: service === undefined ? [] : [{ name: service, port: 80 }],
  sidecars: ['shipper', sidecar].map((name) => ({ name, image: 'acme.io/shipper:1' })),
});

const good: Given = {
  port: 8000,
  host: 'chat.example.com',
  issuer: 'letsencrypt',
  minReplicas: 2,
  cron: '0 8 * * MON-FRI',
  key: 'SHOP_TOKEN',
  service: 'stock',
  sidecar: 'exporter',
};

/** In the order in which the rules are asked. */
const mistakes: [prop: keyof Given, bad: string | number | undefined, problem: string][] = [
  [
    'replicas',
    3,
    '"replicas" must be left out with "autoscaling": the autoscaler owns the number, and an apply would reset it',
  ],
  ['minReplicas', 6, '"autoscaling.minReplicas" is 6 and "autoscaling.maxReplicas" 5: swap them'],
  [
    'cron',
    "8 o'clock",
    '"autoscaling.triggers[0].metadata.start" must be five fields such as "0 8 * * MON-FRI": minute, hour, day, month, day of ' +
      'the week (0 to 6), got "8 o\'clock"',
  ],
  [
    'host',
    'https://chat.example.com',
    '"exposure.ingress.host" must be a lower-case host name such as "chat.example.com" or "*.example.com", got ' +
      '"https://chat.example.com"; without scheme, port and path, and no address',
  ],
  ['issuer', '', '"exposure.ingress.tls" must be the name of an Issuer, got ""'],
  [
    'port',
    80,
    '"port" must be a whole number from 1024 to 65535, got 80; a pod that is no root cannot open it; the Service can have it',
  ],
  ['key', 'shop token', '"envFrom[0]" must be an environment variable name, got "shop token"'],
  [
    'service',
    undefined,
    '"llm" is missing, and so is everybody else that the app could talk to: give it an "llm", a "database" or "services"',
  ],
  ['sidecar', 'shipper', '"sidecars" holds the name "shipper", which another container of the pod has'],
];

test.each(mistakes)('one mistake, %s: %j', (prop, bad, problem) => {
  expectProblems(propsOf({ ...good, [prop]: bad }), problem);
});

test('all of them at once are one error', () => {
  const bad = Object.fromEntries(mistakes.map(([prop, value]) => [prop, value]));
  expectProblems(propsOf({ ...good, ...bad }), ...mistakes.map(([, , problem]) => problem));
});

test('the same app without a mistake is accepted', () => {
  expectProblems(propsOf(good));
});
