import type { Duration } from 'cdk8s';
import { ExternalSecretKey } from './external-secret-key';
import { SecretStoreKind } from './secret-store-kind';

/** What `SecretRef.external` takes. */
export interface ExternalSecretProps {
  /** Name of the SecretStore or ClusterSecretStore. */
  readonly store: string;

  /**
   * Which of them it is.
   *
   * @default SecretStoreKind.SECRET_STORE
   */
  readonly storeKind?: SecretStoreKind;

  /**
   * How often the store is asked, in whole seconds. Pods read a changed value when they start anew.
   *
   * @default Duration.hours(1)
   */
  readonly refreshInterval?: Duration;

  /** The keys of the Secret, each with its place in the store. */
  readonly keys: { [name: string]: ExternalSecretKey };

  /**
   * What the Secret's name adds to the app's. Needed when the app has two of its kind.
   *
   * @default external
   */
  readonly name?: string;
}
