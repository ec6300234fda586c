// Wire format: GET /v1/models and GET /v1/models/{id}
import { Call, Reply } from './call';
import { Config } from './config';
import { unknownModel } from './errors';
import { EPOCH } from './identity';

export function listModels({ config }: Call): Reply {
  return { json: { object: 'list', data: served(config).map(describe) } };
}

export function getModel({ config, rest }: Call): Reply {
  const id = decode(rest);
  if (!served(config).includes(id)) throw unknownModel(id, served(config));
  return { json: describe(id) };
}

const served = (config: Config): string[] => [...new Set([...config.models, config.embedding.model])];

const describe = (id: string): object => ({ id, object: 'model', created: EPOCH, owned_by: 'cdk8s-llm' });

/** Names with a slash arrive as `%2F` from the SDKs; a stray percent sign is a name that nobody serves. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
