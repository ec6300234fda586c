import type { KubeObject } from './synth';

type Pairs<Props> = { readonly [Prop in keyof Props]?: readonly [before: Props, after: Props] };

/** A row per prop: the props without it and with it; a pair where it needs company. */
export function rows<Props extends object>(
  all: Partial<Props>,
  base: Props,
  write: (props: Props) => KubeObject[],
  pairs: Pairs<Props> = {},
) {
  return (Object.keys(all) as (keyof Props & string)[]).map((prop) => {
    const [before, after] = pairs[prop] ?? [base, { ...base, [prop]: all[prop] }];
    return [prop, () => [before[prop], write(before)], () => [after[prop], write(after)]] as const;
  });
}

/** Another value of a prop makes other manifests. */
export const reaches = (_: string, without: () => readonly unknown[], having: () => readonly unknown[]) => {
  const [[before, plain], [after, changed]] = [without(), having()];
  expect(after).not.toBe(before);
  expect(changed).not.toEqual(plain);
};
