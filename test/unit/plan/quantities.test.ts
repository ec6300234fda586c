import { Size } from 'cdk8s';
import { Cpu, type ContainerResources } from 'cdk8s-plus-27';
import { Problems } from '../../../lib/plan/problems';
import { cores, mebibytes, memoryLimitOf, planResources } from '../../../lib/plan/quantities';
import { judge, refusal } from './site';

const written = test.each<[number, string]>;

written([
  [1, '1Mi'],
  [1023, '1023Mi'],
  [1024, '1Gi'],
  [1536, '1536Mi'],
  [10_240, '10Gi'],
  [1024 * 1024, '1Ti'],
  [1025 * 1024, '1025Gi'],
  [0, '0Mi'],
])('%d MiB are written %s', (amount, quantity) => {
  expect(mebibytes(amount)).toBe(quantity);
});

written([
  [1, '1m'],
  [999, '999m'],
  [1000, '1'],
  [1500, '1500m'],
  [16_000, '16'],
])('%d thousandths of a core are written %s', (amount, quantity) => {
  expect(cores(amount)).toBe(quantity);
});

test('the memory limit is read back from a plan', () => {
  const limits = ['512Mi', '3Gi', '2Ti'].map((memory) => memoryLimitOf({ requests: {}, limits: { memory } }));
  expect(limits).toEqual([512, 3072, 2 * 1024 * 1024]);
});

const base = { cpuRequest: 100, memoryRequest: 128, memoryLimit: 512 };
const mib = (amount: number) => Size.mebibytes(amount);

const merges = test.each<[string, ContainerResources | undefined, string[], (string | undefined)[]]>;

merges([
  ['nothing keeps the defaults', undefined, ['100m', '128Mi'], [undefined, '512Mi']],
  [
    'an explicit undefined keeps them too',
    { cpu: undefined, memory: { request: undefined } },
    ['100m', '128Mi'],
    [undefined, '512Mi'],
  ],
  ['a CPU request', { cpu: { request: Cpu.millis(250) } }, ['250m', '128Mi'], [undefined, '512Mi']],
  ['a CPU limit above the request', { cpu: { limit: Cpu.units(2) } }, ['100m', '128Mi'], ['2', '512Mi']],
  ['a CPU limit lowers the request', { cpu: { limit: Cpu.millis(50) } }, ['50m', '128Mi'], ['50m', '512Mi']],
  ['a fraction of a core', { cpu: { request: Cpu.units(1.001) } }, ['1001m', '128Mi'], [undefined, '512Mi']],
  ['a memory request', { memory: { request: mib(256) } }, ['100m', '256Mi'], [undefined, '512Mi']],
  ['a memory request lifts the limit', { memory: { request: Size.gibibytes(2) } }, ['100m', '2Gi'], [undefined, '2Gi']],
  ['a memory limit lowers the request', { memory: { limit: mib(64) } }, ['100m', '64Mi'], [undefined, '64Mi']],
  ['a memory limit alone', { memory: { limit: Size.gibibytes(1) } }, ['100m', '128Mi'], [undefined, '1Gi']],
  ['kibibytes that are whole MiB', { memory: { limit: Size.kibibytes(2048) } }, ['100m', '2Mi'], [undefined, '2Mi']],
])('resources, requests and limits: %s', (_, given, requests, limits) => {
  const plan = planResources(new Problems('', ''), given, base);
  expect([plan.requests.cpu, plan.requests.memory]).toEqual(requests);
  expect([plan.limits.cpu, plan.limits.memory]).toEqual(limits);
});

test('ephemeral storage is written only when it is given', () => {
  const given = { ephemeralStorage: { request: Size.gibibytes(1), limit: mib(1536) } };
  const plan = planResources(new Problems('', ''), given, { ...base, cpuLimit: 500 });
  expect(plan).toEqual({
    requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '1Gi' },
    limits: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1536Mi' },
  });
});

const whole = (prop: string) => `"resources.${prop}" must be whole and above 0 (mebibytes, or thousandths of a core)`;
const above = (prop: string, request: string, limit: string) =>
  `"resources.${prop}" requests ${request} and limits ${limit}: a request is at most its limit`;

const refuses = test.each<[string, ContainerResources, string[]]>;

refuses([
  [
    'a CPU request above its limit',
    { cpu: { request: Cpu.units(2), limit: Cpu.millis(1999) } },
    [above('cpu', '2', '1999m')],
  ],
  ['a CPU request of its limit', { cpu: { request: Cpu.units(2), limit: Cpu.millis(2000) } }, []],
  ['CPU of nothing', { cpu: { request: Cpu.millis(0) } }, [whole('cpu')]],
  ['half a thousandth of a core', { cpu: { request: Cpu.units(0.0005) } }, [whole('cpu')]],
  ['memory above its limit', { memory: { request: mib(513), limit: mib(512) } }, [above('memory', '513Mi', '512Mi')]],
  ['memory of its limit', { memory: { request: mib(512), limit: mib(512) } }, []],
  ['memory of nothing', { memory: { limit: mib(0) } }, [whole('memory')]],
  ['memory of no whole MiB', { memory: { request: Size.kibibytes(1500) } }, [whole('memory')]],
  [
    'storage above its limit, and the rest of it',
    {
      cpu: { request: Cpu.millis(0) },
      memory: { limit: mib(0) },
      ephemeralStorage: { request: Size.gibibytes(2), limit: mib(1) },
    },
    [whole('cpu'), whole('memory'), above('ephemeralStorage', '2Gi', '1Mi')],
  ],
  ['storage of no whole MiB', { ephemeralStorage: { limit: Size.kibibytes(1) } }, [whole('ephemeralStorage')]],
])('resources, refused or accepted: %s', (_, given, violations) => {
  const message = judge('MockLlm', (problems) => planResources(problems, given, base));
  expect(message).toBe(refusal('MockLlm', violations));
});
