import { App, Testing } from 'cdk8s';
import { AppAuth, AppPreset, Exposure, LlmChart, LlmWebApp, type LlmWebAppProps } from '../../../lib';

const image = 'ghcr.io/acme/app:1';
const services = [{ name: 'stock', port: 80 }];

/** What the program prints to stderr while it makes these apps. */
function warningsOf(...apps: LlmWebAppProps[]): string {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const chart = new LlmChart(new App({ outdir: '/nonexistent' }), 'chatbot');
    apps.forEach((props, index) => new LlmWebApp(chart, `app${index}`, { image, services, ...props }));
    return write.mock.calls.map(([text]) => text).join('');
  } finally {
    write.mockRestore();
  }
}

const kinds = test.each<[string, Exposure, string[]]>;

kinds([
  ['an Ingress', Exposure.ingress({ host: 'a.io' }), ['Ingress']],
  ['a Gateway', Exposure.gateway({ host: 'a.io', gateway: 'g' }), ['HTTPRoute']],
  [
    'a Gateway that redirects',
    Exposure.gateway({ host: 'a.io', gateway: 'g', listener: 'b', redirectListener: 'c' }),
    ['HTTPRoute', 'HTTPRoute'],
  ],
])('%s is written into the chart', (_, exposure, expected) => {
  const chart = Testing.chart();
  Object.assign(chart, { namespace: 'chatbot' });
  new LlmWebApp(chart, 'web', { image, services, exposure, auth: AppAuth.none() });
  const written = (Testing.synth(chart) as { kind: string }[]).map(({ kind }) => kind);
  expect(written.filter((kind) => /Ingress|Route/.test(kind))).toEqual(expected);
});

test('two exposures on one NodePort are refused where the second is made, whatever their namespaces', () => {
  const app = new App();
  const exposure = Exposure.nodePort(30_000);
  new LlmWebApp(new LlmChart(app, 'one'), 'web', { image, services, exposure });
  expect(() => new LlmWebApp(new LlmChart(app, 'two'), 'web', { image, services, exposure })).toThrow(
    new Error(
      'two/web: the NodePort 30000 is taken already, by one/web; give one of them another, or leave the choice to the ' +
        'cluster: Exposure.nodePort()',
    ),
  );
});

test('NodePorts of the cluster’s choice, other NodePorts and other programs do not meet', () => {
  const make = (app: App, ...ports: (number | undefined)[]) =>
    ports.map(
      (port, index) =>
        new LlmWebApp(new LlmChart(app, `c${index}`), 'web', { image, services, exposure: Exposure.nodePort(port) }),
    );
  expect(make(new App(), undefined, undefined, 30_000, 30_001)).toHaveLength(4);
  expect(make(new App(), 30_000)).toHaveLength(1);
});

test('a warning is one line on stderr that names the app', () => {
  const exposure = Exposure.gateway({ host: 'a.io', gateway: 'g' });
  const lines = warningsOf(
    { replicas: 2, exposure, preset: AppPreset.streamlit(), auth: AppAuth.none() },
    { exposure: Exposure.nodePort() },
  );
  expect(lines).toBe(
    'chatbot/app0 (LlmWebApp): warning: a browser must stay with its pod, and the Gateway API has no word for that yet: ' +
      'keep one pod, or use what the Gateway brings for it\n',
  );
});
