import { batchOf } from '../../../../lib/plan/gpu/batch';
import { EngineMemory, engineMemory } from '../../../../lib/plan/gpu/engine';
import { Gpu } from '../../../../lib/values/gpu';

test.each<[string, number, boolean, Partial<EngineMemory>]>([
  ['0.6.6', 8, false, { utilization: 0.9, second: false, forgets: false, samplerBytes: 38.6, graphsInBudget: false }],
  ['0.8.5', 7.5, false, { second: false }],
  ['0.8.5', 8, false, { second: true, forgets: false, samplerBytes: 38.6 }],
  ['0.10.2', 7.5, false, { second: true, forgets: true }],
  ['0.20.0', 9, false, { samplerBytes: 14, graphsInBudget: false, tokensByConcurrency: true }],
  ['0.22.1', 9, false, { samplerBytes: 14, graphsInBudget: true, utilization: 0.9 }],
  ['0.25.1', 9, false, { samplerBytes: 2, graphsInBudget: false, utilization: 0.92 }],
  ['0.26.0', 9, true, { samplerBytes: 14, graphsInBudget: true, countsStates: true }],
  ['0.29.0', 9, true, { samplerBytes: 2, graphsInBudget: true, stateBlocks: 2 }],
  ['0.32.0', 9, false, { samplerBytes: 2, graphsInBudget: true, utilization: 0.92 }],
])('what vLLM %s accounts for on compute capability %d, late model: %s', (version, capability, late, memory) => {
  expect(engineMemory(version, capability, late)).toMatchObject(memory);
});

test.each<[string, boolean, number, number]>([
  ['0.25.1', false, 1, 1],
  ['0.26.0', false, 1, 2],
  ['0.26.0', true, 1, 2],
  ['0.26.0', true, 4, 4],
  ['0.32.0', true, 4, 5],
])('steps under way in vLLM %s, late model: %s, with %d stages: %d', (version, late, stages, steps) => {
  expect(engineMemory(version, 9, late).stepsInFlight(stages)).toBe(steps);
});

test.each<[string, Gpu, string, number, object]>([
  ['a small card', Gpu.l4(), '0.32.0', 8192, { sequences: 256, tokens: 2048, samples: true }],
  ['an A100, however large', Gpu.a100Gb80(), '0.32.0', 8192, { sequences: 256, tokens: 2048 }],
  ['a large one', Gpu.h100(), '0.32.0', 8192, { sequences: 1024, tokens: 8192 }],
  ['a huge one', Gpu.b200(), '0.32.0', 8192, { sequences: 1024, tokens: 16_384 }],
  ['the first engine: whole prompts', Gpu.h100(), '0.6.6', 8192, { sequences: 256, tokens: 8192, samples: true }],
  [
    'the first engine: chunks of long ones',
    Gpu.h100(),
    '0.6.6',
    65_536,
    { sequences: 256, tokens: 512, samples: false },
  ],
])('how much runs at once on %s', (_, gpu, version, length, batch) => {
  const { product, memoryGiB: gib, computeCapability: capability, linked } = gpu;
  const facts = { product, gib, capability, linked, slice: false };
  expect(batchOf(facts, engineMemory(version, capability), length, undefined, undefined)).toMatchObject(batch);
});
