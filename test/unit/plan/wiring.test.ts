import type { EnvPlan } from '../../../lib/plan/objects';
import { Problems } from '../../../lib/plan/problems';
import { databaseEnv, embeddingEnv, llmEnv, planNames } from '../../../lib/plan/wiring';
import type { WiringNames } from '../../../lib/values/wiring-names';
import { database, llm } from './backends';
import { judge, refusal, secretNamed } from './site';

const key = { secret: secretNamed('keys'), key: 'llm' };

/** Every variable as one line: what it holds, or where it reads it. */
function lines(env: EnvPlan[]): string[] {
  return env.map((one) =>
    'secret' in one
      ? `${one.name} <- ${one.secret}/${one.key}`
      : `${one.name}=${'value' in one ? one.value : one.field}`,
  );
}

const given = (over: object = {}, wiring?: WiringNames) => {
  const names = planNames(new Problems('', ''), wiring);
  const problems = new Problems('', '');
  return lines([
    ...llmEnv(problems, names, { ...llm, ...over }),
    ...embeddingEnv(problems, names, { ...llm, ...over }),
    ...databaseEnv(names, { ...database, ...over }),
  ]);
};

const usual = [
  'OPENAI_BASE_URL=http://llm.chatbot.svc:8000/v1',
  'OPENAI_API_KEY=EMPTY',
  'LLM_MODEL=qwen',
  'EMBEDDING_BASE_URL=http://llm.chatbot.svc:8000/v1',
  'EMBEDDING_API_KEY=EMPTY',
  'EMBEDDING_MODEL=bge',
  'EMBEDDING_DIMENSIONS=1024',
  'PGHOST=db',
  'PGPORT=5432',
  'PGDATABASE=app',
  'PGUSER <- db-app/user',
  'PGPASSWORD <- db-app/pass',
  'DATABASE_URL=postgresql://$(PGUSER):$(PGPASSWORD)@$(PGHOST):$(PGPORT)/$(PGDATABASE)',
];
const changed = (from: string, to: string) => usual.map((line) => (line.startsWith(from) ? to : line));

test('an app finds its backends under the names that the SDKs and libpq read', () => {
  expect(given()).toEqual(usual);
});

test('keys are read from their Secrets', () => {
  const withKey = given({ apiKey: key }).filter((line) => line.includes('API_KEY'));
  expect(withKey).toEqual(['OPENAI_API_KEY <- keys/llm', 'EMBEDDING_API_KEY <- keys/llm']);
});

test('a URI in the Secret is taken from there', () => {
  const secretKeys = { username: 'user', password: 'pass', uri: 'uri' };
  expect(given({ secretKeys })).toEqual(changed('DATABASE_URL', 'DATABASE_URL <- db-app/uri'));
});

test('without backends there are no variables', () => {
  const names = planNames(new Problems('', ''));
  const none = [llmEnv(new Problems('', ''), names, undefined), databaseEnv(names, undefined)];
  expect([...none, embeddingEnv(new Problems('', ''), names, undefined)]).toEqual([[], [], []]);
});

const renamed: Record<keyof Required<WiringNames>, string> = {
  llmBaseUrl: 'OPENAI_BASE_URL',
  llmApiKey: 'OPENAI_API_KEY',
  llmModel: 'LLM_MODEL',
  embeddingBaseUrl: 'EMBEDDING_BASE_URL',
  embeddingApiKey: 'EMBEDDING_API_KEY',
  embeddingModel: 'EMBEDDING_MODEL',
  embeddingDimensions: 'EMBEDDING_DIMENSIONS',
  databaseUrl: 'DATABASE_URL',
};

test.each(Object.entries(renamed))('"%s" renames %s and nothing else', (prop, name) => {
  const other = changed(`${name}=`, usual.find((line) => line.startsWith(`${name}=`))!.replace(name, 'MINE'));
  expect(given({}, { [prop]: 'MINE' })).toEqual(other);
});

test('a name that is undefined keeps its default', () => {
  expect(given({}, { llmModel: undefined })).toEqual(usual);
});

const checks = test.each<[string, (problems: Problems) => void, ...string[]]>;

checks([
  [
    'two names that are none',
    (problems) => planNames(problems, { llmModel: 'a b', databaseUrl: '' }),
    '"wiring.llmModel" must be an environment variable name, got "a b"',
    '"wiring.databaseUrl" must be an environment variable name, got ""',
  ],
  [
    'a key that no Secret can have',
    (problems) =>
      llmEnv(problems, planNames(problems), { ...llm, apiKey: { secret: secretNamed('Keys'), key: 'a/b' } }),
    '"llm.apiKey.secret" must be the name of a Secret, got "Keys"',
    '"llm.apiKey.key" must be letters, digits, "-", "_", ".", got "a/b"',
  ],
  [
    'the same for embeddings',
    (problems) =>
      embeddingEnv(problems, planNames(problems), { ...llm, apiKey: { secret: secretNamed('keys'), key: '' } }),
    '"embeddings.apiKey.key" must be letters, digits, "-", "_", ".", got ""',
  ],
])('wiring: %s', (_, check, ...violations) => {
  expect(judge('LlmWebApp', check)).toBe(refusal('LlmWebApp', violations));
});
