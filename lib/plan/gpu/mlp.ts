import { ConfigReader } from './config';

/** Families whose MLP has no gate: one matrix widens, one narrows. */
const UNGATED =
  /^((?!modern|nomic_).*bert.*|mpnet|falcon|RefinedWeb(Model)?|bloom|gpt2|gpt_neo|gpt_neox|gptj|codegen|opt|mpt|gpt_bigcode|starcoder2|phi|nemotron|persimmon|apertus|arcee|biogpt|xglm)$/;

/** Families that are four times as wide inside where nothing else is said. */
const FOURFOLD = /^(falcon|RefinedWeb(Model)?|bloom|gpt2|gpt_neo|gptj|codegen|mpt|gpt_bigcode)$/;

/** Families call the same width differently. */
const WIDTH = ['intermediate_size', 'ffn_dim', 'ffn_hidden_size', 'n_inner', 'd_ff'];

export function mlpOf(
  config: ConfigReader,
  layers: number,
  hidden: number,
  family: string,
): { dense: number; experts: number } {
  const matrices = UNGATED.test(family) ? 2 : 3;
  const dense = () => matrices * hidden * mlpWidth(config, family);
  const experts = config.tryNumber('num_experts', 'num_local_experts', 'n_routed_experts');
  if (!experts) return { dense: (layers + doubleWide(config)) * dense(), experts: 0 };
  const width = config.tryNumber('moe_intermediate_size') ?? mlpWidth(config, family);
  const shared =
    config.tryNumber('shared_expert_intermediate_size') ?? (config.tryNumber('n_shared_experts') ?? 0) * width;
  const sparse = layers - (config.tryNumber('first_k_dense_replace') ?? 0);
  // Gemma 4 runs its dense MLP beside the experts.
  const denses = layers - sparse + (config.tryBoolean('enable_moe_block') ? sparse : 0);
  return {
    dense: (denses > 0 ? denses * dense() : 0) + sparse * 3 * hidden * shared,
    experts: sparse * experts * 3 * hidden * width,
  };
}

/** @throws if nothing says it: no MLP would make a model of a third of its size. */
export function mlpWidth(config: ConfigReader, family: string): number {
  const width = config.tryNumber(...WIDTH);
  if (width !== undefined) return width;
  const hidden = config.number('hidden_size', 'n_embd');
  const times = config.tryNumber('expansion_ratio');
  if (times !== undefined) return times * hidden;
  if (FOURFOLD.test(family)) return 4 * hidden;
  return config.number(...WIDTH);
}

/** Gemma 4's small models widen the MLPs of the layers that borrow their cache. */
function doubleWide(config: ConfigReader): number {
  return config.tryBoolean('use_double_wide_mlp') ? (config.tryNumber('num_kv_shared_layers') ?? 0) : 0;
}
