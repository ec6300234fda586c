import rows from './gpu-table.json';
import { nearest, normalized } from './names';

/** One product: what CUDA or ROCm shows of its memory, and what it can compute. */
export interface GpuFigures {
  readonly product: string;
  readonly gib: number;
  readonly capability: number;
  readonly linked: boolean;
  /**
   * The MIG slices that its maker documents; undefined when nobody knows them.
   *
   * @see https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html
   */
  readonly mig?: readonly string[];
  /** What was taken for granted, where the name leaves a choice. */
  readonly assumption?: string;
}

/** Words that people add and that say nothing about the product. */
const DECORATION =
  /\b(nvidia|amd|intel|geforce|tesla|instinct|ampere|hopper|ada|sxm\d?|pcie|laptop|class|like|card|gpu)\b/gi;

/**
 * @param slice The MIG slice of it that is meant: of two sizes by one name, the one that has it.
 * @throws if no row has this name, with the nearest names.
 */
export function gpuNamed(text: string, slice?: string): GpuFigures & { readonly amd: boolean } {
  const [plain = '', inside = ''] = text.split('(');
  const row = cut(plain, slice) ?? find(wanted(plain)) ?? sized(wanted(plain));
  if (!row) throw new Error(`"${text}" is no GPU that this library knows; ${cure(text)}`);
  return {
    product: row.names[0] ?? text,
    gib: shown(inside) ?? row.gib,
    capability: row.capability,
    linked: row.link,
    mig: row.mig ?? [],
    amd: row.amd ?? false,
    assumption: shown(inside) === undefined ? assumed(plain, row) : undefined,
  };
}

/** A product of two sizes by its mere name: people mean either. */
function assumed(written: string, { names, choice: [name = '', other = ''] = [] }: (typeof rows)[number]) {
  if (wanted(written) !== wanted(name)) return undefined;
  return `"${written.trim()}" is taken for ${names[0] ?? ''}; there is ${other}, too`;
}

/** `A100 3g.20gb` says which of the two it is. */
function cut(written: string, slice: string | undefined): ReturnType<typeof find> {
  if (slice === undefined) return undefined;
  const { choice = [] } = find(wanted(written)) ?? {};
  if (wanted(written) !== wanted(choice[0] ?? '')) return undefined;
  const sizes = [written, ...choice.slice(1)].map((name) => find(wanted(name)));
  return sizes.find((row) => row?.mig?.includes(slice));
}

const find = (key: string) => rows.find(({ names }) => names.some((name) => wanted(name) === key));

/** People add the size where no second size exists: `L4 24GB`. */
function sized(key: string): ReturnType<typeof find> {
  return rows.find(({ names, gib }) =>
    names.some((name) => {
      const size = Number(key.startsWith(wanted(name)) && /^(\d+)gb$/.exec(key.slice(wanted(name).length))?.[1]);
      return gib < size && gib > size * 0.85;
    }),
  );
}

/** What the driver showed, when somebody wrote it behind the name: `T4 (14.56GiB)`. */
function shown(inside: string): number | undefined {
  const [, amount, unit] = /([\d.,]+) ?(GiB|MiB)/.exec(inside) ?? [];
  if (amount === undefined) return undefined;
  const number = Number(amount.replace(/,/g, ''));
  return unit === 'MiB' ? number / 1024 : number;
}

const wanted = (name: string): string => normalized(name.replace(DECORATION, ''));

function cure(text: string): string {
  const names = rows.flatMap((row) => row.names);
  return `nearest are ${nearest(text, names, 3).join(', ')}; or describe it by Gpu.of({ product, memory })`;
}
