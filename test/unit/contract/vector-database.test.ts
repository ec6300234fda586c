import { App } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import {
  DatabaseCredentials,
  type IVectorDatabase,
  LlmChart,
  PostgresVersion,
  VectorDbStatefulSet,
  VectorEngine,
} from '../../../lib';
import { type KubeObject, ofKind } from '../synth';
import { servedBy } from './served';

const team = (chart: LlmChart, keys = {}) =>
  DatabaseCredentials.existing(Secret.fromSecretName(chart, 'Team', 'team-db'), keys);
type Make = (chart: LlmChart) => IVectorDatabase;

const databases: [string, Make, secret: string, keys: object][] = [
  [
    'generated credentials',
    (chart) => new VectorDbStatefulSet(chart, 'db'),
    'chatbot-db-app',
    { username: 'username', password: 'password', uri: 'uri' },
  ],
  [
    'generated credentials on PostgreSQL 18',
    (chart) =>
      new VectorDbStatefulSet(chart, 'db', { engine: VectorEngine.pgvector({ postgres: PostgresVersion.V18 }) }),
    'chatbot-db-app',
    { username: 'username', password: 'password', uri: 'uri' },
  ],
  [
    'existing credentials',
    (chart) => new VectorDbStatefulSet(chart, 'db', { credentials: team(chart) }),
    'team-db',
    { username: 'username', password: 'password', uri: undefined },
  ],
  [
    'existing credentials with keys of their own',
    (chart) =>
      new VectorDbStatefulSet(chart, 'db', { credentials: team(chart, { username: 'u', password: 'p', uri: 'url' }) }),
    'team-db',
    { username: 'u', password: 'p', uri: 'url' },
  ],
];

describe.each(databases)('VectorDbStatefulSet with %s', (_, make, secret, keys) => {
  const app = new App();
  const database = make(new LlmChart(app, 'chatbot'));
  const objects = app.charts.flatMap((chart) => chart.toJson() as KubeObject[]);
  const { container } = servedBy(objects, database.host, database.port, database.peer);

  test('its host name needs no namespace: the app is its neighbour', () => {
    expect([database.host, database.port, database.databaseName]).toEqual(['chatbot-db', 5432, 'app']);
  });

  test('its Secret is the one that its pod reads, and its keys are those', () => {
    expect([database.secret.name, database.secretKeys]).toEqual([secret, keys]);
    const { username, password } = database.secretKeys;
    const read = container.env
      .filter(({ valueFrom }: any) => valueFrom?.secretKeyRef)
      .map(({ valueFrom }: any) => valueFrom.secretKeyRef);
    expect(read).toEqual([
      { name: secret, key: username },
      { name: secret, key: password },
    ]);
  });

  test('only a Secret of its own is in the output, empty, with the Job that fills it', () => {
    const own = secret === 'chatbot-db-app';
    expect(ofKind(objects, 'Secret').map(({ metadata, data }) => [metadata.name, data])).toEqual(
      own ? [[secret, undefined]] : [],
    );
    expect(ofKind(objects, 'Job')).toHaveLength(own ? 1 : 0);
    expect(ofKind(objects, 'Role').map(({ rules }) => rules)).toEqual(
      own ? [[{ apiGroups: [''], resources: ['secrets'], resourceNames: [secret], verbs: ['get', 'patch'] }]] : [],
    );
  });
});
