import { ModelCacheType } from '../../lib';
import { breaches } from './manifest/rules';
import { ofOurs, type Outcome, quietly, randomServers } from './random-servers';

const SETS = 5000;
const namespace = 'chatbot';

/** What some of the accepted sets must have, or the rest is proved of a few easy ones. */
const VARIETY: Record<string, (outcome: Outcome) => boolean> = {
  'GpuInference, vLLM': is('GpuInference', 'vllm'),
  'GpuInference, SGLang': is('GpuInference', 'sglang'),
  'GpuInference, llama.cpp on the CPU': (one) => is('GpuInference', 'llama.cpp')(one) && !one.props.gpu,
  'GpuInference, llama.cpp on a GPU': (one) => is('GpuInference', 'llama.cpp')(one) && !!one.props.gpu,
  'KServeInference, vLLM': is('KServeInference', 'vllm'),
  'EmbeddingInference, vLLM': is('EmbeddingInference', 'vllm'),
  'EmbeddingInference, Text Embeddings Inference': is('EmbeddingInference', 'text-embeddings-inference'),
  'several GPUs': ({ props }) => (props.gpu?.amount ?? 0) > 1,
  'a MIG slice': ({ props }) => props.gpu?.isSlice === true,
  'a shared GPU': ({ props }) => (props.gpu?.sharers ?? 1) > 1,
  AMD: ({ props }) => props.gpu?.resourceName === 'amd.com/gpu',
  'several nodes': writes('LeaderWorkerSet'),
  'a download': writes('Job'),
  'a volume that is there': ({ props }) => props.cache?.type === ModelCacheType.EXISTING,
  'no volume': ({ props }) => props.cache?.type === ModelCacheType.NONE,
  'several pods': writes('PodDisruptionBudget'),
  'a ScaledObject': writes('ScaledObject'),
  'an HPA': writes('HorizontalPodAutoscaler'),
  'a pool': ({ props }) => props.gpuPool !== undefined,
  'a PodMonitor': writes('PodMonitor'),
  'further arguments': ({ props }) => (props.extraArgs ?? []).length > 0,
  tolerations: ({ props }) => (props.tolerations ?? []).length > 0,
  'a RuntimeClass': ({ props }) => props.runtimeClassName !== undefined,
  sidecars: ({ props }) => (props.sidecars ?? []).length > 0,
  'a key': ({ props }) => props.apiKey !== undefined,
};

test('5,000 random servers end in an error of ours, or in manifests that keep all rules', () => {
  const verdicts = { accepted: 0, refused: 0, objects: 0 };
  const seen = Object.fromEntries(Object.keys(VARIETY).map((what) => [what, 0]));
  const odd: unknown[] = [];
  const judge = (outcome: Outcome) => {
    if (!outcome.objects) {
      verdicts.refused++;
      if (!ofOurs(outcome)) odd.push([outcome.path, outcome.error]);
      return;
    }
    verdicts.accepted++;
    verdicts.objects += outcome.objects.length;
    odd.push(...breaches([...outcome.objects, ...outcome.programs()]).map((breach) => [outcome.path, breach]));
    for (const [what, has] of Object.entries(VARIETY)) if (has(outcome)) seen[what]!++;
  };
  quietly(() => {
    for (const outcome of randomServers(SETS, namespace)) judge(outcome);
  });
  process.stdout.write(`${JSON.stringify({ ...verdicts, ...seen }, null, 2)}\n`);
  expect(odd).toEqual([]);
  expect(verdicts.accepted + verdicts.refused).toBe(SETS);
  expect(verdicts.accepted).toBeGreaterThanOrEqual(0.7 * SETS);
  expect(verdicts.refused).toBeGreaterThanOrEqual(0.1 * SETS);
  expect(Object.entries(seen).filter(([, times]) => times < 20)).toEqual([]);
}, 300_000); // a minute, on a machine of its own

function is(construct: string, engine: string) {
  return (outcome: Outcome) => outcome.construct === construct && (outcome.props.engine?.name ?? 'vllm') === engine;
}

function writes(kind: string) {
  return ({ objects = [] }: Outcome) => objects.some((object) => object.kind === kind);
}
