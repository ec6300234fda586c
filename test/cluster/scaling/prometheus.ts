import { get } from '../kubectl';

/** What Prometheus answers to a query: a value per series. */
export class Prometheus {
  static async find(): Promise<Prometheus> {
    const service = await get<{ spec: { clusterIP: string } }>('-n', 'monitoring', 'service/prometheus');
    return new Prometheus(`http://${service.spec.clusterIP}:9090`);
  }

  private constructor(private readonly url: string) {}

  async values(query: string): Promise<number[]> {
    const response = await fetch(`${this.url}/api/v1/query?${new URLSearchParams({ query }).toString()}`);
    const { status, data, error } = (await response.json()) as Answer;
    if (status !== 'success') throw new Error(`${query}: ${error}`);
    return data.result.map(({ value: [, value] }) => Number(value));
  }
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
}
