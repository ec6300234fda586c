import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { chatAppSchema } from './chat-app-schema';
import { checksum } from './checksum';
import { Identity, metaOf } from './identity';
import { planImage } from './image';
import { EnvPlan } from './objects';
import { Part } from './part';
import { programCommand } from './pod';
import { Problems } from './problems';
import { planResources } from './quantities';
import { ProgramRef, Site } from './site';
import { checkSeconds } from './syntax';

/** Waits until the database lets the app in, and applies the schema once, however many replicas start. */
export function planDatabaseWait(
  problems: Problems,
  site: Site,
  identity: Identity,
  props: LlmWebAppProps,
  env: readonly EnvPlan[],
  program: ProgramRef,
): Part {
  const seconds = checkSeconds(problems, 'databaseTimeout', props.databaseTimeout, 600);
  const schema = planSchema(identity, props);
  return {
    ...schema,
    checksums: { ...schema.checksums, [program.name]: program.checksum },
    volumes: [{ name: program.name, configMap: program.configMap }, ...(schema.volumes ?? [])],
    init: [
      {
        name: 'database-init',
        image: planImage(problems, 'nodeImage', site.platform.nodeImage, site.platform.registryMirror),
        command: programCommand(program),
        ports: [],
        env: [
          ...env.filter(({ name }) => name.startsWith('PG')),
          { name: 'WAIT_SECONDS', value: String(seconds) },
          ...(schema.env ?? []),
        ],
        resources: planResources(problems, undefined, { cpuRequest: 50, memoryRequest: 64, memoryLimit: 128 }),
        mounts: [{ volume: program.name, path: '/app', readOnly: true }, ...(schema.mounts ?? [])],
      },
    ],
    env: [],
    mounts: [],
  };
}

/** The SQL as a file for the init container; the reference app brings its own. */
function planSchema(identity: Identity, props: LlmWebAppProps): Part {
  const dimensions = props.image === undefined ? props.embeddings?.embeddingDimensions : undefined;
  const sql = dimensions === undefined ? props.schema : chatAppSchema(dimensions);
  if (sql === undefined) return {};
  const config = { meta: metaOf(identity, '-schema'), data: { 'schema.sql': sql } };
  return {
    configMaps: [config],
    checksums: { schema: checksum(config.data) },
    volumes: [{ name: 'schema', configMap: config.meta.name }],
    mounts: [{ volume: 'schema', path: '/etc/schema', readOnly: true }],
    env: [{ name: 'SCHEMA_FILE', value: '/etc/schema/schema.sql' }],
  };
}
