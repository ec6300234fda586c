import { App } from 'cdk8s';
import { Gpu, GpuInference, GpuInferenceProps, LlmChart, Model } from '../../lib';

function synth(props: Partial<GpuInferenceProps>): { manifests: any[]; printed: string } {
  const chart = new LlmChart(new App(), 'chatbot');
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    new GpuInference(chart, 'llm', { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4(), ...props });
    return { manifests: chart.toJson(), printed: write.mock.calls.map(([text]) => text).join('') };
  } finally {
    write.mockRestore();
  }
}

const one = (manifests: any[], kind: string) => manifests.find((manifest) => manifest.kind === kind);

test('the plan decides the length, the volume, the time to start, and is written down', () => {
  const { manifests, printed } = synth({});
  const deployment = one(manifests, 'Deployment');
  const [container] = deployment.spec.template.spec.containers;
  expect(container.args.slice(container.args.indexOf('--max-model-len'))[1]).toBe('14944');
  expect(container.startupProbe).toMatchObject({ periodSeconds: 10, failureThreshold: 60 });
  expect(one(manifests, 'PersistentVolumeClaim').spec.resources.requests.storage).toBe('21Gi');
  expect(JSON.parse(deployment.metadata.annotations['cdk8s-llm/plan'])).toMatchObject({
    gpus: { product: 'L4', perReplica: 1, replicas: 1 },
    verdict: 'fits',
    maxModelLen: 14_944,
  });
  expect(printed).toBe(
    `chatbot/llm (GpuInference): warning: "maxModelLen" is missing and 14944 of the model's 40960 tokens are planned, ` +
      'which surely fit L4: longer requests are refused; set it to the length that you need\n',
  );
  expect(synth({ maxModelLen: 14_336 }).printed).toBe('');
});

test('a tight plan is said on stderr, one that does not fit is an error', () => {
  expect(synth({ maxModelLen: 24_000 }).printed).toMatch(
    /^chatbot\/llm \(GpuInference\): warning: "model" .* is tight:/,
  );
  expect(() => synth({ maxModelLen: 40_960 })).toThrow('does not fit');
});

test('an AMD GPU has its own resource, taint and image', () => {
  const { containers, tolerations } = one(synth({ gpu: Gpu.mi300x() }).manifests, 'Deployment').spec.template.spec;
  expect(containers[0].image).toBe('vllm/vllm-openai-rocm:v0.32.0');
  expect(containers[0].resources.limits).toMatchObject({ 'amd.com/gpu': '1' });
  expect(tolerations).toEqual([expect.objectContaining({ key: 'amd.com/gpu', effect: 'NoSchedule' })]);
});
