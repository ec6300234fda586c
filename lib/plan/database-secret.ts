import type { DatabaseSecretKeys } from '../props/database-secret-keys';
import type { VectorDbStatefulSetProps } from '../props/vector-db-props';
import { Identity } from './identity';
import { Problems } from './problems';
import { checkSecretKey, isDnsSubdomain } from './syntax';

/** The Secret with the application's credentials: the construct's own, or the team's. */
export interface DatabaseSecretPlan {
  readonly secretName: string;
  readonly secretKeys: DatabaseSecretKeys;
  /** Whether the Secret is the construct's own, and a Job fills it. */
  readonly generatesSecret: boolean;
}

export function planDatabaseSecret(
  problems: Problems,
  identity: Identity,
  props: VectorDbStatefulSetProps,
): DatabaseSecretPlan {
  const existing = props.credentials?.secret;
  const keys = props.credentials?.keys ?? {};
  const { username = 'username', password = 'password' } = keys;
  if (!existing)
    return {
      generatesSecret: true,
      secretName: `${identity.name}-app`,
      secretKeys: { username, password, uri: 'uri' },
    };
  problems.require(isDnsSubdomain(existing.name), 'credentials.secret', 'the name of a Secret', existing.name);
  for (const [name, key] of Object.entries<string | undefined>({ ...keys }))
    if (key !== undefined) checkSecretKey(problems, `credentials.keys.${name}`, key);
  if (props.username !== undefined)
    problems.add('"username" must be left out with existing credentials: the role\'s name is read from the Secret');
  return { generatesSecret: false, secretName: existing.name, secretKeys: { username, password, uri: keys.uri } };
}
