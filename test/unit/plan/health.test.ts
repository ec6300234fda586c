import { HealthCheck } from '../../../lib/values/health-check';
import { containerOf, expectProblems, planApp } from './web-app';

const probes = test.each<[string, HealthCheck | undefined, object]>;

probes([
  ['nothing asks for a connection', undefined, { tcpSocket: { port: 'http' } }],
  ['tcp', HealthCheck.tcp(), { tcpSocket: { port: 'http' } }],
  ['http', HealthCheck.http('/up?deep=1'), { httpGet: { path: '/up?deep=1', port: 'http', scheme: 'HTTP' } }],
  ['exec', HealthCheck.exec(['cat', '/tmp/ready']), { exec: { command: ['cat', '/tmp/ready'] } }],
  ['grpc', HealthCheck.grpc(), { grpc: { port: 9000, service: '' } }],
  ['grpc with a service', HealthCheck.grpc('acme.v1.Chat'), { grpc: { port: 9000, service: 'acme.v1.Chat' } }],
])('%s: one action for the three probes', (_, healthCheck, action) => {
  const { startupProbe, readinessProbe, livenessProbe } = containerOf(planApp({ port: 9000, healthCheck }));
  expect([startupProbe, readinessProbe, livenessProbe]).toEqual([
    { ...action, periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 150 },
    { ...action, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 },
    { ...action, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  ]);
});

const refuses = test.each<[HealthCheck, string]>;

refuses([
  [HealthCheck.http('up'), '"healthCheck.http" must be a path that begins with "/", without spaces, got "up"'],
  [HealthCheck.http('/a b'), '"healthCheck.http" must be a path that begins with "/", without spaces, got "/a b"'],
  [HealthCheck.exec([]), '"healthCheck.exec" must be a command: a program and its arguments, got []'],
  [HealthCheck.exec(['', 'x']), '"healthCheck.exec" must be a command: a program and its arguments, got ["","x"]'],
  [HealthCheck.grpc(''), '"healthCheck.grpc" must be the name of a gRPC service, got ""'],
])('a health check that cannot be asked is refused', (healthCheck, problem) => {
  expectProblems({ healthCheck }, problem);
});

test('the reference chat app brings its own', () => {
  expectProblems(
    { image: undefined, healthCheck: HealthCheck.tcp() },
    '"healthCheck" belongs to an app of your own: set "image", or leave it to the reference chat app',
    '"llm" is missing: the reference chat app needs it; or set "image"',
    '"embeddings" is missing: the reference chat app needs it; or set "image"',
    '"database" is missing: the reference chat app needs it; or set "image"',
  );
});

test('a command is copied on its way in and out', () => {
  const command = ['true'];
  const check = HealthCheck.exec(command);
  command.push('x');
  check.command.push('y');
  expect(check.command).toEqual(['true']);
});
