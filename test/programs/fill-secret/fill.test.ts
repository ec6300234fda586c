import { kubernetesApi } from '../../../lib/programs/fill-secret/api';
import { fillSecret } from '../../../lib/programs/fill-secret/fill';
import { additions } from '../../../lib/programs/fill-secret/keys';
import { ApiServer } from './api-server';
import { selfSigned } from './certificate';

const connection = { host: 'chatbot-db', namespace: 'chatbot', port: '5432', database: 'app', user: 'app' };
const soon = { deadlineMs: 10_000, pauseMs: 5 };
const never = { deadlineMs: 0, pauseMs: 0 };

let server: ApiServer;
beforeEach(async () => (server = await ApiServer.start()));
afterEach(() => server.stop());

const fill = (patience = soon, seen: Partial<ApiServer['seenByPod']> = {}) =>
  fillSecret(
    kubernetesApi({ ...server.seenByPod, ...seen }),
    'chatbot-db-app',
    (data) => additions(data, connection),
    patience,
  );
const methods = () => server.calls.map(({ method }) => method);

test('an empty Secret is filled by one merge patch that carries the version it was read at', async () => {
  server.data = {};
  await fill();
  expect(methods()).toEqual(['GET', 'PATCH']);
  const [read, write] = server.calls;
  expect(read!.url).toBe('/api/v1/namespaces/chatbot/secrets/chatbot-db-app');
  expect(write).toMatchObject({
    url: '/api/v1/namespaces/chatbot/secrets/chatbot-db-app?fieldManager=fill-secret',
    contentType: 'application/merge-patch+json',
    body: { metadata: { resourceVersion: '1' } },
  });
  expect(server.data).toMatchObject({ username: 'app', host: 'chatbot-db', port: '5432' });
});

test('a Secret that is complete is not written', async () => {
  server.data = {};
  await fill();
  const before = { ...server.data };
  await fill();
  expect(methods()).toEqual(['GET', 'PATCH', 'GET']);
  expect(server.data).toEqual(before);
});

test('only what is missing is written, and the password stays', async () => {
  server.data = { password: 'kept', port: '5432' };
  await fill();
  expect(server.data).toMatchObject({ password: 'kept', port: '5432', pgpass: 'chatbot-db:5432:app:app:kept\n' });
  const written = server.calls[1]!.body!.data;
  expect(written).not.toHaveProperty('password');
  expect(written).not.toHaveProperty('port');
});

test('a password written by somebody else between read and write wins', async () => {
  server.data = {};
  server.beforeWrite = () => server.write({ password: 'theirs' });
  await fill();
  expect(methods()).toEqual(['GET', 'PATCH', 'GET', 'PATCH']);
  expect(server.data).toMatchObject({ password: 'theirs', uri: 'postgresql://app:theirs@chatbot-db.chatbot:5432/app' });
});

test.each([[403], [404], [409], [429], [500], [503]])('a refusal with %i is tried again', async (status) => {
  server.data = {};
  server.refusals = [status, status];
  await fill();
  expect(methods()).toEqual(['GET', 'GET', 'GET', 'PATCH']);
});

test.each([[400], [401], [422]])('a refusal with %i is final', async (status) => {
  server.data = {};
  server.refusals = [status];
  await expect(fill()).rejects.toThrow(`secret "chatbot-db-app": the API refuses: refused with ${status}`);
  expect(methods()).toEqual(['GET']);
});

test('waiting has an end', async () => {
  await expect(fill(never)).rejects.toThrow('secret "chatbot-db-app": not in 0 s: refused with 404');
});

test('a server that another authority vouches for gets no token', async () => {
  server.data = {};
  await expect(fill(never, { ca: selfSigned().cert })).rejects.toThrow('self-signed certificate');
  expect(server.calls).toEqual([]);
});

test('a wrong token is told', async () => {
  await expect(fill(soon, { token: 'other' })).rejects.toThrow('the API refuses: refused with 401');
});
