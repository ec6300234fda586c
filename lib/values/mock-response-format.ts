/** The form that a request asks its answer to have. */
export enum MockResponseFormat {
  /** None in particular. */
  TEXT = 'text',
  /** Some JSON. */
  JSON_OBJECT = 'json_object',
  /** JSON of a schema. */
  JSON_SCHEMA = 'json_schema',
}
