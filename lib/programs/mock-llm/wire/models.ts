// Wire format: GET /v1/models and GET /v1/models/{id}
import { Call, Reply } from '../call';
import { EPOCH } from '../identity';
import { anyModel, listed } from '../models';

export function listModels({ config }: Call): Reply {
  return { json: { object: 'list', data: listed(config).map((id) => describe(id, config.contextWindow)) } };
}

export function getModel({ config, rest }: Call): Reply {
  const id = decode(rest);
  anyModel(config, id);
  return { json: describe(id, config.contextWindow) };
}

const describe = (id: string, contextWindow: number): object => ({
  id,
  object: 'model',
  created: EPOCH,
  owned_by: 'cdk8s-llm',
  max_model_len: contextWindow,
});

/** Names with a slash arrive as `%2F` from the SDKs; a stray percent sign is a name that nobody serves. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
