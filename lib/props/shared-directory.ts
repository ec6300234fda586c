/** A directory that a container shares with the main one. */
export interface SharedDirectory {
  /**
   * Absolute path in the main container. What is mounted there already is shared as it is: a database's volume, a writable
   * path; otherwise both get an empty directory that lives as long as the pod.
   */
  readonly path: string;

  /**
   * Absolute path in this container.
   *
   * @default - the same as in the main container
   */
  readonly mountPath?: string;

  /**
   * Whether this container only reads it.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}
