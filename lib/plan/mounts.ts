import { ContainerPlan } from './objects';
import { Problems } from './problems';

/** Every mount of a container has a path of its own, and none lies where the runtime cannot make its mount point. */
export function checkMounts(problems: Problems, { name, mounts }: ContainerPlan): void {
  const paths = mounts.map(({ path }) => path);
  for (const path of new Set(paths.filter((one, index) => paths.indexOf(one) !== index)))
    problems.add(`the container "${name}" mounts ${path} twice: leave one of them out`);
  for (const path of new Set(paths)) {
    const above = mounts.find((other) => other.readOnly && path.startsWith(`${other.path}/`));
    if (above) problems.add(`the container "${name}" mounts ${path} below ${above.path}, which is read-only`);
  }
}
