import { Duration, Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import * as door from '../../lib';
import { secret } from './arbitrary';

const { Autoscaling, DemandSignal, Engine, Gpu, GpuPool, Model, ModelCache } = door;

type Props = Partial<door.EmbeddingInferenceProps>;

/** What the props of every row are laid over. */
export const BASE = { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4() };

const tiny = Model.named('Qwen/Qwen3-0.6B');
const gguf = tiny.gguf({ id: 'Qwen/Qwen3-0.6B-GGUF', file: 'Qwen3-0.6B-Q8_0.gguf', size: Size.mebibytes(610) });
const encoder = Model.named('BAAI/bge-m3');
const seventy = Model.named('meta-llama/Llama-3.3-70B-Instruct');
const l4 = Gpu.l4();
const llamaCpp = { model: gguf, gpu: undefined, engine: Engine.llamaCpp() };
const sglang = { engine: Engine.sglang() };
const once = { cache: ModelCache.download() };
const many = { cache: ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }) };
const hfToken = { secret: secret('hub'), key: 'token' };
const watched = { monitoring: {}, ...many };
const queue = { type: 'prometheus', metadata: { query: 'sum(vllm:num_requests_waiting)', threshold: '5' } };
const rabbit = { type: 'rabbitmq', metadata: { queueName: 'asked' } };
const keda = (minReplicas: number, ...triggers: door.KedaTrigger[]) => ({
  ...many,
  autoscaling: Autoscaling.keda({ minReplicas, maxReplicas: 3, triggers }),
});
const inference = (props: Partial<door.InferenceScalingProps>) => Autoscaling.inference({ maxReplicas: 4, ...props });
const hpa = (props: Partial<door.HpaProps>) => ({
  ...many,
  autoscaling: Autoscaling.hpa({ maxReplicas: 3, ...props }),
});
const asked = [DemandSignal.questions('chatbot-web')];
const extra = (...extraArgs: string[]) => ({ extraArgs });

/** Each rule about a combination, what it refuses, in which words, and the nearest that it takes. */
export interface WrongCombination {
  readonly rule: string;
  readonly wrong: Props;
  readonly words: readonly string[];
  readonly right: Props;
  readonly embeds?: boolean;
}

const wrong = (rule: string, wrong: Props, right: Props, ...words: string[]): WrongCombination => ({
  rule,
  wrong,
  words,
  right,
});
const embeds = (...row: Parameters<typeof wrong>): WrongCombination => ({ ...wrong(...row), embeds: true });

export const WRONG_COMBINATIONS: readonly WrongCombination[] = [
  // The planner.
  wrong(
    'weights and one sequence fit the GPU',
    { maxModelLen: 40_960 },
    { maxModelLen: 16_384 },
    `"model" Qwen/Qwen3-8B on 1 × L4 does not fit:`,
  ),
  wrong(
    'weights fit the GPU at all',
    { model: seventy },
    { model: seventy, gpu: Gpu.h200().count(2) },
    `"model" meta-llama/Llama-3.3-70B-Instruct on 1 × L4 does not fit:`,
  ),
  wrong(
    'TP divides the attention heads',
    { model: Model.named('Qwen/Qwen2.5-7B-Instruct'), gpu: l4.count(8) },
    { model: Model.named('Qwen/Qwen2.5-7B-Instruct'), gpu: l4.count(4) },
    `"model" Qwen/Qwen2.5-7B-Instruct on 8 × L4 does not fit:
      8-way tensor parallelism must divide the model's 28 attention heads`,
  ),
  wrong(
    'TP goes evenly into the key-value heads',
    { model: Model.named('Qwen/Qwen3-14B'), gpu: Gpu.h100().count(5) },
    { model: Model.named('Qwen/Qwen3-14B'), gpu: Gpu.h100().count(4) },
    `"model" Qwen/Qwen3-14B on 5 × H100-80GB does not fit:
      5-way tensor parallelism does not go evenly into the model's 8 key-value heads`,
  ),
  wrong(
    'stages are at most the layers',
    { ...many, model: Model.named('Qwen/Qwen2.5-0.5B-Instruct'), gpu: l4.count(2), nodes: 25 },
    { ...many, model: Model.named('Qwen/Qwen2.5-0.5B-Instruct'), gpu: l4.count(2), nodes: 24 },
    `"model" Qwen/Qwen2.5-0.5B-Instruct on 25 nodes of 2 × L4 does not fit:
      25 pipeline stages are more than the model's 24 layers`,
  ),
  wrong(
    'a format has a kernel for the compute capability',
    { model: Model.named('openai/gpt-oss-20b'), gpu: Gpu.t4().count(4) },
    { model: Model.named('openai/gpt-oss-20b'), gpu: l4 },
    `"model" openai/gpt-oss-20b on 4 × T4 does not fit:
      mxfp4 needs 8.0 and T4 has compute capability 7.5`,
  ),
  wrong(
    'an fp8 cache needs 8.0',
    { model: tiny, gpu: Gpu.t4(), ...extra('--kv-cache-dtype', 'fp8') },
    { model: tiny, gpu: Gpu.a100Gb40(), ...extra('--kv-cache-dtype', 'fp8') },
    `"model" Qwen/Qwen3-0.6B on 1 × T4 does not fit:
      an fp8 cache needs 8.0 and T4 has compute capability 7.5`,
  ),
  wrong(
    'bfloat16 needs 8.0',
    { model: tiny, gpu: Gpu.t4(), ...extra('--dtype', 'bfloat16') },
    { model: tiny, gpu: Gpu.t4(), ...extra('--dtype', 'half') },
    '"extraArgs" gives --dtype bfloat16, which needs compute capability 8.0, and T4 has 7.5: take --dtype half',
  ),
  wrong(
    'slices do not join',
    { gpu: Gpu.h100().mig('3g.40gb').count(2) },
    { gpu: Gpu.h100().mig('3g.40gb') },
    `"model" Qwen/Qwen3-8B on 2 × H100-80GB 3g.40gb does not fit:
      a MIG slice cannot be joined with another: take a larger slice`,
  ),
  wrong(
    'the length is within the context',
    { gpu: Gpu.l40s(), maxModelLen: 40_961 },
    { gpu: Gpu.l40s(), maxModelLen: 40_960 },
    `"maxModelLen" must be at most 40960, the model's own context, got 40961`,
  ),
  wrong(
    'config.json says the shape',
    { model: Model.fromConfig({ model_type: 'llama' }, 'acme/chat') },
    { model: Model.fromConfig(BASE.model.config, 'acme/chat') },
    `the model's config.json must hold a whole number above 0 as "num_attention_heads" or "n_head"`,
  ),
  // One source for each number.
  wrong(
    'no flag contradicts a prop',
    extra('--tensor-parallel-size', '2'),
    { gpu: l4.count(2) },
    '"extraArgs" must not hold --tensor-parallel-size: it comes from gpu',
  ),
  wrong(
    'no flag contradicts a prop, whatever its spelling',
    extra('--max_model_len=9'),
    { maxModelLen: 9 },
    '"extraArgs" must not hold --max-model-len: it comes from maxModelLen',
  ),
  wrong(
    'no flag contradicts a prop of SGLang',
    { ...sglang, ...extra('--context-length', '9') },
    { ...sglang, maxModelLen: 9 },
    '"extraArgs" must not hold --context-length: it comes from maxModelLen',
  ),
  wrong(
    'no flag contradicts a prop of llama.cpp',
    { ...llamaCpp, ...extra('-c', '9') },
    { ...llamaCpp, maxModelLen: 9 },
    '"extraArgs" must not hold -c: it comes from maxModelLen and engine.parallel',
  ),
  embeds(
    'no flag contradicts a prop of Text Embeddings Inference',
    { model: encoder, engine: Engine.textEmbeddings(), ...extra('--port', '80') },
    { model: encoder, engine: Engine.textEmbeddings(), ...extra('--auto-truncate') },
    '"extraArgs" must not hold --port: it comes from the Service',
  ),
  wrong(
    'the pinned version knows the flag',
    extra('--swap-space', '4'),
    extra('--max-num-seqs', '4'),
    '"extraArgs" must not hold --swap-space: vLLM 0.32.0 has no such flag',
  ),
  wrong(
    'the flag’s share of the memory is one',
    extra('--gpu-memory-utilization', '92'),
    extra('--gpu-memory-utilization', '0.92'),
    '"extraArgs" must give --gpu-memory-utilization a number above 0 and at most 1, got "92"',
  ),
  wrong(
    'the image is of the engine’s version',
    { engine: Engine.vllm(), image: 'acme.io/vllm:v0.31.0' },
    { engine: Engine.vllm('0.31.0'), image: 'acme.io/vllm:v0.31.0' },
    `"image" says vLLM 0.31.0 and "engine" 0.32.0: take Engine.vllm('0.31.0')`,
  ),
  wrong(
    'shared memory counts against the limit',
    { gpu: l4.count(2), resources: { memory: { limit: Size.gibibytes(8) } } },
    { gpu: l4.count(2), resources: { memory: { limit: Size.gibibytes(9) } } },
    '"sharedMemory" must be whole MiB below the memory limit of 8Gi, against which it counts, got "8Gi"',
  ),
  wrong(
    'a node has the memory that is kept beside the GPU',
    extra('--cpu-offload-gb', '40000'),
    extra('--cpu-offload-gb', '30000'),
    '"model" Qwen/Qwen3-8B would take 40024 GiB of its node\'s memory, and the largest nodes have 32768',
  ),
  wrong(
    'a node has the memory that the CPU serves from',
    { ...llamaCpp, engine: Engine.llamaCpp({ parallel: 64 }), maxModelLen: 10_000_000 },
    { ...llamaCpp, engine: Engine.llamaCpp({ parallel: 2 }), maxModelLen: 10_000_000 },
    '"model" Qwen/Qwen3-0.6B-GGUF would take 75197 GiB of its node\'s memory, and the largest nodes have 32768',
  ),
  wrong(
    'the engine shows the series that its alerts and its autoscaler read',
    { ...watched, autoscaling: inference({}), ...extra('--disable_log_stats') },
    { ...watched, autoscaling: inference({}), ...extra('--disable-uvicorn-access-log') },
    '"extraArgs" must not hold --disable-log-stats: "monitoring" and "autoscaling" would read vllm: series, which the engine then does not show; leave the flag out',
  ),
  wrong(
    'the engine shows the series that its alerts read',
    { monitoring: {}, ...extra('--disable-log-stats') },
    extra('--disable-log-stats'),
    '"extraArgs" must not hold --disable-log-stats: "monitoring" would read vllm: series, which the engine then does not show; leave the flag out',
  ),
  wrong(
    'the engine shows the series that a trigger of KEDA reads',
    { ...keda(1, queue), ...extra('--disable-log-stats') },
    { ...keda(1, rabbit), ...extra('--disable-log-stats') },
    '"extraArgs" must not hold --disable-log-stats: "autoscaling" would read vllm: series, which the engine then does not show; leave the flag out',
  ),
  // The weights.
  wrong(
    'ReadWriteOnce holds one replica',
    { ...once, replicas: 2 },
    { ...many, replicas: 2 },
    '"cache" is ReadWriteOnce and there may be 2 pods at a time: those on other nodes cannot mount it; set "accessMode" to READ_WRITE_MANY with a StorageClass that offers it',
  ),
  wrong(
    'ReadWriteOnce holds no surge',
    { ...once, gpuPool: GpuPool.of(2).spare(1) },
    { ...once, gpuPool: GpuPool.of(2) },
    '"cache" is ReadWriteOnce and there may be 2 pods at a time: those on other nodes cannot mount it; set "accessMode" to READ_WRITE_MANY with a StorageClass that offers it',
  ),
  wrong(
    'ReadWriteOnce holds no autoscaler’s pods',
    { ...watched, ...once, autoscaling: inference({}) },
    { ...watched, autoscaling: inference({}) },
    '"cache" is ReadWriteOnce and there may be 4 pods at a time: those on other nodes cannot mount it; set "accessMode" to READ_WRITE_MANY with a StorageClass that offers it',
  ),
  wrong(
    'ReadWriteOnce holds no group',
    { ...once, model: seventy, gpu: l4.count(8), nodes: 2 },
    { ...many, model: seventy, gpu: l4.count(8), nodes: 2 },
    '"cache" is ReadWriteOnce and there may be 2 pods at a time: those on other nodes cannot mount it; set "accessMode" to READ_WRITE_MANY with a StorageClass that offers it',
  ),
  wrong(
    'the volume holds the checkpoint',
    { cache: ModelCache.download({ size: Size.gibibytes(15) }) },
    { cache: ModelCache.download({ size: Size.gibibytes(16) }) },
    `"cache.size" must hold the model's 15.26 GiB, got 15 GiB; 21 GiB are planned`,
  ),
  wrong(
    'the Job writes to the volume',
    { cache: ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_ONLY_MANY }) },
    many,
    '"cache.accessMode" must be READ_WRITE_ONCE or READ_WRITE_MANY, got "ReadOnlyMany": the Job writes what the server reads',
  ),
  wrong(
    'no token leaves the cluster in clear',
    { cache: ModelCache.download({ endpoint: 'http://hub.acme.io', hfToken }) },
    { cache: ModelCache.download({ endpoint: 'https://hub.acme.io', hfToken }) },
    '"cache.hfToken" would leave the cluster in clear: use https in "cache.endpoint", got "http://hub.acme.io"',
  ),
  // The number of pods.
  wrong(
    'zero has something to wake it',
    { ...watched, autoscaling: inference({ minReplicas: 0 }) },
    { ...watched, autoscaling: inference({ minReplicas: 0, demand: asked }) },
    '"autoscaling.minReplicas" is 0 and "autoscaling.demand" is missing: without a pod nothing says that requests wait; add a signal from outside, such as DemandSignal.questions("chatbot-web") or DemandSignal.schedule(…)',
  ),
  wrong(
    'zero has a trigger outside of the pods',
    keda(0, queue),
    keda(0, queue, rabbit),
    '"autoscaling.minReplicas" is 0 and every trigger reads the pods themselves: without a pod none can wake it; add a trigger from outside the pods, such as the metric of the web app or cron',
  ),
  wrong(
    'a pod that was woken stays until it answers',
    { ...watched, autoscaling: inference({ minReplicas: 0, demand: asked, cooldown: Duration.seconds(30) }) },
    { ...watched, autoscaling: inference({ minReplicas: 0, demand: asked, cooldown: Duration.hours(1) }) },
    '"autoscaling.cooldown" is 30 s and a start is planned at 316 s: a pod that was woken would be sent away before its first answer',
  ),
  wrong(
    'demand is outside of the pods',
    { ...watched, autoscaling: inference({ demand: [DemandSignal.query('sum(vllm:num_requests_running)', 5)] }) },
    { ...watched, autoscaling: inference({ demand: [DemandSignal.query('sum(asked)', 5)] }) },
    '"autoscaling.demand[0]" reads vllm:…, a metric of the pods themselves, which are to be woken; the queue counts already',
  ),
  wrong(
    'somebody scrapes what is read',
    { ...many, autoscaling: inference({}) },
    { ...watched, autoscaling: inference({}) },
    '"autoscaling" reads the metrics of the pods and "monitoring" is missing: nothing scrapes them, and their NetworkPolicy would let nothing in; set "monitoring"',
  ),
  wrong(
    'no HPA on the CPU of a GPU server',
    hpa({ cpuUtilization: 70 }),
    hpa({ requestsPerSecond: 5 }),
    '"autoscaling" must not follow the CPU: it says nothing about the load of a GPU server; Autoscaling.inference follows its queue and its KV cache',
  ),
  wrong(
    'no HPA on the memory of a GPU server',
    hpa({ memoryUtilization: 70 }),
    {
      ...llamaCpp,
      ...hpa({ memoryUtilization: 70 }),
    },
    '"autoscaling" must not follow the memory: it says nothing about the load of a GPU server; Autoscaling.inference follows its queue and its KV cache',
  ),
  wrong(
    'no KEDA on the CPU of a GPU server',
    keda(1, { type: 'cpu', metadata: { value: '60' } }),
    {
      ...llamaCpp,
      ...keda(1, { type: 'cpu', metadata: { value: '60' } }),
    },
    '"autoscaling" must not follow the CPU: it says nothing about the load of a GPU server; Autoscaling.inference follows its queue and its KV cache',
  ),
  wrong(
    'the autoscaler owns the number',
    { ...watched, replicas: 2, autoscaling: inference({}) },
    { ...watched, replicas: 2 },
    '"replicas" must be left out with "autoscaling": the autoscaler owns the number, and an apply would reset it',
  ),
  wrong(
    'the replicas find their GPUs',
    { ...many, replicas: 5, gpu: l4.count(2), gpuPool: GpuPool.of(8) },
    { ...many, replicas: 4, gpu: l4.count(2), gpuPool: GpuPool.of(8) },
    '"gpuPool" has 8 GPUs, and 5 replicas of 2 take 10: declare those, or at most 4 replicas',
  ),
  wrong(
    'the most replicas of an autoscaler find their GPUs',
    { ...watched, autoscaling: inference({}), gpuPool: GpuPool.of(3) },
    { ...watched, autoscaling: inference({}), gpuPool: GpuPool.of(4) },
    '"gpuPool" has 3 GPUs, and 4 replicas of 1 take 4: declare those, or at most 3 replicas',
  ),
  wrong(
    'the groups find their GPUs',
    { ...many, model: seventy, gpu: l4.count(8), nodes: 2, gpuPool: GpuPool.of(15) },
    { ...many, model: seventy, gpu: l4.count(8), nodes: 2, gpuPool: GpuPool.of(16) },
    '"gpuPool" has 15 GPUs, and 1 replicas of 16 take 16: declare those; not even one replica fits',
  ),
  wrong(
    'spare GPUs are of the pool',
    { replicas: 0, gpuPool: GpuPool.of(2).spare(3) },
    { replicas: 0, gpuPool: GpuPool.of(2).spare(2) },
    '"gpuPool.spare" must be a whole number from 0 to 2, got 3; the pool has no more',
  ),
  wrong(
    'only GPUs come from the pool',
    { ...llamaCpp, gpuPool: GpuPool.of(2) },
    llamaCpp,
    '"gpuPool" is there and "gpu" is not: on the CPU a server takes none of them',
  ),
  // Time-slicing.
  wrong(
    'the shares of the pods on one GPU add up',
    { model: tiny, gpu: l4.shared(2), ...extra('--gpu-memory-utilization', '0.6') },
    { model: tiny, gpu: l4.shared(2), ...extra('--gpu-memory-utilization', '0.5') },
    '"extraArgs" gives --gpu-memory-utilization 0.6 and 2 pods share the GPU: at most 0.5 each',
  ),
  wrong(
    'turns on one GPU are no more GPUs',
    { model: tiny, gpu: l4.shared(2).count(2) },
    { model: tiny, gpu: l4.shared(2) },
    '"gpu.count" must be 1, got 2: turns on one GPU do not add up to several',
  ),
  wrong(
    'an engine keeps to its share',
    { ...sglang, model: tiny, gpu: l4.shared(2) },
    { ...sglang, model: tiny, gpu: Gpu.h100().mig('1g.10gb') },
    '"gpu" is shared, and nothing bounds the memory that SGLang takes; take a MIG slice, or Engine.vllm()',
  ),
  // Engines and what they serve.
  wrong(
    'vLLM has a GPU',
    { gpu: undefined },
    llamaCpp,
    '"gpu" is missing: vLLM serves from GPUs only; give it one, or take Engine.llamaCpp() and a GGUF build of the model',
  ),
  wrong(
    'llama.cpp has a GGUF file',
    { engine: Engine.llamaCpp() },
    llamaCpp,
    '"model" must be a GGUF file for Engine.llamaCpp: Model.named("Qwen/Qwen3-0.6B").gguf({ id, file, size })',
  ),
  wrong(
    'only llama.cpp has one',
    { model: gguf },
    { model: gguf, engine: Engine.llamaCpp() },
    '"model" is a GGUF file, which vLLM does not serve here; take Engine.llamaCpp()',
  ),
  wrong(
    'SGLang has an image for the GPU',
    { ...sglang, gpu: Gpu.mi300x() },
    { gpu: Gpu.mi300x() },
    '"engine" SGLang has no image for MI300X that this library knows; set "image"',
  ),
  wrong(
    'an encoder writes nothing',
    { model: encoder },
    { model: tiny },
    '"model" is an encoder, which generates no text: take EmbeddingInference',
  ),
  wrong(
    'Text Embeddings Inference writes nothing',
    { engine: Engine.textEmbeddings() },
    {},
    '"engine" Text Embeddings Inference generates no text: take EmbeddingInference',
  ),
  embeds(
    'Text Embeddings Inference embeds by it',
    { model: encoder, ...sglang },
    { model: encoder, engine: Engine.textEmbeddings() },
    '"engine" SGLang serves no embeddings here; take Engine.vllm() or Engine.textEmbeddings()',
  ),
  embeds(
    'Text Embeddings Inference takes the model’s own length',
    { model: encoder, engine: Engine.textEmbeddings(), maxModelLen: 512 },
    { model: encoder, maxModelLen: 512 },
    `"maxModelLen" must be left out: Text Embeddings Inference takes the model's own context`,
  ),
  embeds(
    'Text Embeddings Inference uses one GPU',
    { model: encoder, engine: Engine.textEmbeddings(), gpu: l4.count(2) },
    { model: encoder, gpu: l4.count(2) },
    '"gpu.count" must be 1, got 2: Text Embeddings Inference uses one GPU; raise "replicas" instead',
  ),
  // Several nodes.
  embeds(
    'an embedding model is on one node',
    { model: encoder, nodes: 2, ...many },
    { model: encoder, replicas: 2, ...many },
    '"nodes" must be 1, got 2: an embedding model fits one node',
  ),
  wrong(
    'only vLLM is split over nodes',
    { ...sglang, ...many, nodes: 2 },
    { ...many, nodes: 2 },
    '"nodes" must be 1, got 2: only vLLM is split over nodes here',
  ),
  wrong(
    'nobody scales groups',
    { ...watched, nodes: 2, autoscaling: inference({}) },
    { ...watched, nodes: 2, replicas: 2 },
    '"nodes" must be 1, got 2: "autoscaling" scales a Deployment; set "replicas"',
  ),
];
