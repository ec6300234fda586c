import type { GpuInferenceProps } from '../props/gpu-inference-props';
import type { Gpu } from '../values/gpu';
import { Problems } from './problems';
import { checkModelName, checkWhole, isDnsSubdomain, isQualifiedName } from './syntax';

/** The rules of a GPU server that no other construct has. */
export function checkGpuInference(problems: Problems, props: GpuInferenceProps): void {
  const { model, servedModelName, gpu, maxModelLen } = props;
  problems.require(/^\w[\w.-]*\/[\w.-]+$/.test(model.id), 'model', 'an id such as "Qwen/Qwen3-8B"', model.id);
  if (model.revision !== undefined)
    problems.require(
      /^\w[\w./-]{0,254}$/.test(model.revision),
      'model.revision',
      'a branch, tag or commit',
      model.revision,
    );
  if (servedModelName !== undefined) checkModelName(problems, 'servedModelName', servedModelName);
  if (gpu) checkGpu(problems, gpu);
  if (props.runtimeClassName !== undefined)
    problems.require(
      isDnsSubdomain(props.runtimeClassName),
      'runtimeClassName',
      'the name of a RuntimeClass',
      props.runtimeClassName,
    );
  if (maxModelLen !== undefined) checkWhole(problems, 'maxModelLen', maxModelLen, 1, 10_000_000);
}

function checkGpu(problems: Problems, { amount, resourceName, tolerationKey, sharers }: Gpu): void {
  checkWhole(problems, 'gpu.sharers', sharers, 1, 16);
  if (sharers > 1 && amount > 1)
    problems.add(`"gpu.count" must be 1, got ${amount}: turns on one GPU do not add up to several`);
  checkWhole(problems, 'gpu.count', amount, 1, 16);
  problems.require(
    resourceName.includes('/') && isQualifiedName(resourceName),
    'gpu.resourceName',
    'an extended resource such as "nvidia.com/gpu"',
    resourceName,
  );
  // Unless somebody says otherwise, it is the name of the resource, of which enough is said.
  problems.require(
    tolerationKey === resourceName || isQualifiedName(tolerationKey),
    'gpu.tolerationKey',
    'the key of a taint such as "nvidia.com/gpu"',
    tolerationKey,
  );
}
