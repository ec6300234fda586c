import { EngineRow } from '../../data/engines';
import type { GpuInferenceProps } from '../../props/gpu-inference-props';
import { Problems } from '../problems';
import { inMebibytes } from '../quantities';
import { checkWhole } from '../syntax';

/** What an engine cannot do: a model in a format that it does not read, or a task that it does not have. */
export function checkEngine(problems: Problems, row: EngineRow, props: GpuInferenceProps, embeds: boolean): void {
  const { model, engine, gpu } = props;
  const readsGguf = row.label === 'llama.cpp';
  if (readsGguf && model.ggufFile === undefined)
    problems.add(
      '"model" must be a GGUF file for Engine.llamaCpp: Model.named("Qwen/Qwen3-0.6B").gguf({ id, file, size })',
    );
  if (!readsGguf && model.ggufFile !== undefined)
    problems.add(`"model" is a GGUF file, which ${row.label} does not serve here; take Engine.llamaCpp()`);
  if (model.ggufFile !== undefined) {
    const inside = /^\w[\w.-]*(\/\w[\w.-]*)*\.gguf$/.test(model.ggufFile);
    problems.require(inside, 'model.ggufFile', 'a path that ends with ".gguf"', model.ggufFile);
    checkWhole(problems, 'model.ggufSize', Math.ceil(inMebibytes(model.ggufSize) ?? 0), 1, 16 * 1024 * 1024, 'in MiB');
  }
  if (embeds && !row.embeds)
    problems.add(`"engine" ${row.label} serves no embeddings here; take Engine.vllm() or Engine.textEmbeddings()`);
  if (!embeds && !row.generates) problems.add(`"engine" ${row.label} generates no text: take EmbeddingInference`);
  if (!row.generates && props.maxModelLen !== undefined)
    problems.add(`"maxModelLen" must be left out: ${row.label} takes the model's own context`);
  if (!row.generates && gpu !== undefined && gpu.amount !== 1)
    problems.add(`"gpu.count" must be 1, got ${gpu.amount}: ${row.label} uses one GPU; raise "replicas" instead`);
  if (gpu && gpu.sharers > 1 && !row.shares)
    problems.add(
      `"gpu" is shared, and nothing bounds the memory that ${row.label} takes; take a MIG slice, or Engine.vllm()`,
    );
  if (readsGguf) checkWhole(problems, 'engine.parallel', engine?.parallel, 1, 64);
}
