import type { k8s } from 'cdk8s-plus-27';

/**
 * cdk8s-plus' type of a Kubernetes object, as plain JSON: its two union classes become the numbers and strings that they
 * hold, its enums their values. Only the types are used: the classes drop whatever field is newer than their Kubernetes 1.27, even one that a
 * JSON patch put in.
 */
export type Json<T> = T extends string
  ? `${T}`
  : T extends number
    ? Plain<`${T}`>
    : T extends k8s.HttpHeader
      ? T
      : T extends k8s.IntOrString
        ? number | string
        : T extends (infer Item)[]
          ? Json<Item>[]
          : T extends object
            ? { [Key in keyof T]: Json<T[Key]> | Newer<Key> }
            : T;

/** The number behind a member of an enum. */
type Plain<Digits> = Digits extends `${infer Value extends number}` ? Value : never;

/** Fields that are newer than those types, or that they spell otherwise, by the name of the field that holds them. */
type Newer<Key> = Key extends 'preStop'
  ? { readonly sleep: { readonly seconds: number } }
  : Key extends 'sessionAffinityConfig'
    ? { readonly clientIP: { readonly timeoutSeconds: number } }
    : Key extends 'initContainers'
      ? Container[]
      : Key extends 'targetPort'
        ? number | string
        : Key extends 'policies'
          ? { readonly type: string; readonly value: number; readonly periodSeconds: number }[]
          : never;

/** A container; with a `restartPolicy`, an init container that goes on running beside the others. */
export type Container = Json<k8s.Container> & { readonly restartPolicy?: 'Always' };

/** One object, ready to be written. */
export interface Manifest<Props = object> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Json<k8s.ObjectMeta> & { readonly name: string };
  readonly body: Omit<Json<Props>, 'metadata'>;
}
