/** Which kind of store external-secrets reads from. */
export enum SecretStoreKind {
  /** A store of the app's own namespace. */
  SECRET_STORE = 'SecretStore',
  /** A store for every namespace. */
  CLUSTER_SECRET_STORE = 'ClusterSecretStore',
}
