import methods from '../../data/vllm-quantization.json';
import { ModelFacts } from '../gpu/model-facts';
import { Problems } from '../problems';
import { flagOf, flagValue } from './vllm-options';

const known: Readonly<Record<string, readonly string[]>> = methods;

/** Methods that read weights which are stored so, and what a build with such weights is called. */
const BUILDS: readonly { readonly method: RegExp; readonly build: string }[] = [
  { method: /^(auto_)?awq/, build: 'an AWQ' },
  { method: /^(auto_)?gptq/, build: 'a GPTQ' },
  { method: /^modelopt/, build: 'a ModelOpt' },
  { method: /^moe_wna16$/, build: 'a GPTQ or AWQ' },
];

/** The method that the arguments ask for. */
export const quantizationIn = (extraArgs: readonly string[]): string | undefined =>
  flagValue(extraArgs, '--quantization') ?? flagValue(extraArgs, '-q');

/** Refuses a method that the engine lacks, and one for stored weights whose model has wide ones. */
export function checkQuantization(
  problems: Problems,
  model: ModelFacts,
  id: string,
  extraArgs: readonly string[],
  version: string | undefined,
): void {
  const method = quantizationIn(extraArgs);
  if (method === undefined || method === '' || method === 'None') return;
  const all = version === undefined ? undefined : known[version];
  if (all && !all.includes(method))
    return problems.add(
      `"extraArgs" must give --quantization one of ${all.map((one) => `"${one}"`).join(', ')}, got "${method}"`,
    );
  const found = BUILDS.find((one) => one.method.test(method));
  if (!found || model.quantization || saysItself(id) || extraArgs.some((arg) => flagOf(arg) === '--hf-overrides'))
    return;
  problems.add(
    `"extraArgs" gives --quantization ${method} and the weights of ${id} are not quantized: take ${found.build} build as "model"`,
  );
}

/** Early builds have a file beside config.json, which says nothing of it. */
const saysItself = (id: string): boolean => /awq|gptq|int4|w4a16|nvfp4|fp4|fp8/i.test(id);
