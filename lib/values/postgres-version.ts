/** Major version of PostgreSQL: it decides where the official image keeps its data. */
export enum PostgresVersion {
  /** PostgreSQL 17. */
  V17 = '17',
  /** PostgreSQL 18, which moved the data directory of the official image. */
  V18 = '18',
}
