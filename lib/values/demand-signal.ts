import { CronWindow } from './cron-window';
import { KedaTrigger } from './keda-trigger';

/** A sign, outside of an LLM server's own pods, that it is wanted. Any of them wakes a server that was scaled to zero. */
export class DemandSignal {
  /**
   * Questions that people ask the reference chat app. The app must have `monitoring`.
   *
   * @param app The name of its Deployment.
   * @param namespace Its namespace, unless it is the server's own.
   */
  public static questions(app: string, namespace?: string): DemandSignal {
    return new DemandSignal({ app, appNamespace: namespace });
  }

  /**
   * A query to Prometheus that gives one number.
   *
   * @param promQl PromQL in which no metric of the server's own pods occurs.
   * @param perReplica How much of it one pod serves, above 0.
   */
  public static query(promQl: string, perReplica: number): DemandSignal {
    return new DemandSignal({ promQl, perReplica });
  }

  /** Hours of the week. */
  public static schedule(window: CronWindow): DemandSignal {
    return new DemandSignal({ window: { ...window } });
  }

  /** Any other trigger of KEDA that looks at something outside of the pods: a queue, a table. */
  public static trigger(trigger: KedaTrigger): DemandSignal {
    return new DemandSignal({ kedaTrigger: { ...trigger } });
  }

  /** The app whose questions count. */
  public readonly app?: string;
  /** The namespace of that app, when it is another. */
  public readonly appNamespace?: string;
  /** The query that counts. */
  public readonly promQl?: string;
  /** How much of the query's number one pod serves. */
  public readonly perReplica?: number;
  /** The hours that count. */
  public readonly window?: CronWindow;
  /** The trigger that counts. */
  public readonly kedaTrigger?: KedaTrigger;

  private constructor(sign: Partial<DemandSignal>) {
    Object.assign(this, sign);
  }
}
