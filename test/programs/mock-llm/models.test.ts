import { Mock, startMock } from './mock';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ models: ['gpt-4o-mini', 'org/model'], embedding: { model: 'small', dimensions: 8 } });
});
afterAll(() => mock.server.drain());

const model = (id: string) => ({
  id,
  object: 'model',
  created: 1_735_689_600,
  owned_by: 'cdk8s-llm',
  max_model_len: 131_072,
});

test('all served models are listed', async () => {
  const { data } = await mock.client.models.list();
  expect(data).toEqual(['gpt-4o-mini', 'org/model', 'small'].map(model));
});

test.each(['gpt-4o-mini', 'org/model', 'small'])('%s can be looked up', async (id) => {
  expect(await mock.client.models.retrieve(id)).toEqual(model(id));
});

test('a name with a slash may also come unescaped', async () => {
  expect(await (await fetch(`${mock.url}/v1/models/org/model`)).json()).toEqual(model('org/model'));
});

test('every chat model answers under its name', async () => {
  const messages = [{ role: 'user' as const, content: 'Hi' }];
  const completion = await mock.client.chat.completions.create({ model: 'org/model', messages });
  expect(completion.model).toBe('org/model');
});

test('the embedding model has the dimensions of the configuration', async () => {
  const { data } = await mock.client.embeddings.create({ model: 'small', input: 'Hi' });
  expect(data[0]!.embedding).toHaveLength(8);
});
