import { App, Chart, Duration, Size } from 'cdk8s';
import { type ContainerResources, Cpu, Secret, ServiceAccount } from 'cdk8s-plus-27';
import fc, { type Arbitrary } from 'fast-check';

const elsewhere = () => new Chart(new App(), 'elsewhere');
export const secret = (name: string) => Secret.fromSecretName(elsewhere(), 'secret', name);
export const account = (name: string) => ServiceAccount.fromServiceAccountName(elsewhere(), 'account', name);

/** Mostly good, now and then bad: each rule is broken by some of a few hundred sets, and most sets are accepted. */
export const mostly = <T>(good: Arbitrary<T>, bad: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ weight: 400, arbitrary: good }, { weight: 1, arbitrary: bad });

/** Any of the props, or none. */
export const some = <T extends object>(props: { [Key in keyof T]-?: Arbitrary<T[Key]> }): Arbitrary<Partial<T>> =>
  fc.record<T, never>(props, { requiredKeys: [] }) as unknown as Arbitrary<Partial<T>>;

export const wild = fc.oneof(fc.string(), fc.string({ minLength: 60, maxLength: 300 }));
export const number = (min: number, max: number) => mostly(fc.integer({ min, max }), fc.double());
export const text = (pattern: RegExp) => mostly(fc.stringMatching(pattern), wild);
export const seconds = mostly(
  fc.integer({ min: 1, max: 86_400 }).map((n) => Duration.seconds(n)),
  fc.integer({ min: 0, max: 999 }).map((n) => Duration.millis(n)),
);
export const mebibytes = (min: number, max: number) =>
  mostly(
    fc.integer({ min, max }).map((n) => Size.mebibytes(n)),
    fc.nat().map((n) => Size.kibibytes(n)),
  );

const qualified = fc.constantFrom('team', 'acme.io/team', 'a', 'toString', 'X_1.y', 'on');
/** cdk8s itself cannot write a map with the key `constructor`. */
export const key = mostly(qualified, wild).filter((one) => one !== 'constructor');
export const value = mostly(fc.stringMatching(/^([a-zA-Z0-9]([-\w.]{0,20}[a-zA-Z0-9])?)?$/), wild);
export const labels = fc.dictionary(key, value, { maxKeys: 3 });
export const secretValue = fc.record({
  secret: mostly(fc.stringMatching(/^team-[a-z0-9]{1,9}$/), fc.constantFrom('', 'Team', 'a_b')).map(secret),
  key: text(/^[A-Za-z][-\w.]{0,20}$/),
});
export const name = text(/^[a-z]([-a-z0-9]{0,40}[a-z0-9])?$/);
export const image = mostly(
  fc.constantFrom('node:24', 'acme.io/a/b:1', 'localhost:5000/x@sha256:' + 'a'.repeat(64), 'a/b:v1.0-rc.1'),
  fc.oneof(wild, fc.constantFrom('node', 'node:latest', 'A/b:1')),
);
export const args = fc.array(
  mostly(fc.constantFrom('--dtype', 'half', 'a b', '', '"', '$(HOME)'), fc.oneof(fc.constant('--port'), fc.string())),
  { maxLength: 3 },
);

const memory = fc
  .tuple(fc.integer({ min: 512, max: 4096 }), fc.nat({ max: 4096 }))
  .map(([request, more]) => ({ request: Size.mebibytes(request), limit: Size.mebibytes(request + more) }));
export const resources = some<ContainerResources>({
  cpu: mostly(
    some({
      request: fc.integer({ min: 1, max: 2000 }).map((n) => Cpu.millis(n)),
      limit: fc.integer({ min: 2, max: 8 }).map((n) => Cpu.units(n)),
    }),
    fc.record({
      request: fc.double({ min: 0, max: 9, noNaN: true }).map((n) => Cpu.units(n)),
      limit: fc.constant(Cpu.units(1)),
    }),
  ),
  memory: mostly(memory, some({ request: mebibytes(0, 9000), limit: mebibytes(0, 9000) })),
  ephemeralStorage: memory,
});

export const replicas = number(0, 100);

/** A namespace that the team has already. */
export const theirs = text(/^team-[a-z]{1,9}$/);
export const annotations = fc.dictionary(key, fc.string({ unit: 'grapheme' }), { maxKeys: 2 });
export const variable = mostly(
  fc.stringMatching(/^[M-O][A-Z0-9_]{1,9}$/),
  fc.oneof(wild, fc.constantFrom('PGHOST', 'LLM_MODEL', 'PORT')),
);

/** A map whose keys begin with one letter: two maps of one app must not set the same variable. */
export const variables = <T>(letter: string, of: Arbitrary<T>) =>
  fc.dictionary(text(new RegExp(`^${letter}_[A-Z0-9_]{1,9}$`)), of, { maxKeys: 3 });
