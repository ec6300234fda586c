import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { madeLater } from './made-later';

const watched = new WeakSet<IConstruct>();

/** What two objects of a cluster cannot share. */
export const identityOf = (object: ApiObject): string =>
  [object.apiGroup, object.kind, object.metadata.namespace, object.name].join('/');

/** Lets synth fail over two objects of one name, the caller's own among them: those the constructors cannot see. */
export function watchForDuplicates({ node: { root } }: IConstruct): void {
  if (watched.has(root)) return;
  watched.add(root);
  root.node.addValidation({ validate: () => duplicatesIn(root) });
}

function duplicatesIn(root: IConstruct): string[] {
  const objects = root.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  const first = new Map<string, ApiObject>();
  const makers = new Map(objects.flatMap((object) => madeLater(object).map((made) => [made, object] as const)));
  const problems: string[] = [];
  for (const object of objects) {
    const twin = first.get(identityOf(object));
    if (!twin) first.set(identityOf(object), object);
    else problems.push(`${object.node.path}: ${object.kind} "${object.name}" is there already, at ${twin.node.path}`);
    const maker = makers.get(identityOf(object));
    if (maker)
      problems.push(
        `${object.node.path}: ${object.kind} "${object.name}" is the name of what the controller of ${maker.kind} ` +
          `"${maker.name}" at ${maker.node.path} makes; give one of them another "name"`,
      );
  }
  return problems;
}
