import type { ExternalLlmProps } from '../props/external-llm-props';
import type { NetworkEdge } from '../props/network-edge';
import { NetworkPeer } from '../values/network-peer';
import { checkEdge } from './peers';
import { Problems } from './problems';
import { checkSecretValue } from './secret-env';
import { checkShape } from './shape';
import { externalLlm } from './shapes/servers';
import { Site } from './site';
import { checkModelName, checkSeconds, checkWhole } from './syntax';
import { connectionOf, staysInCluster } from './url-edge';

export interface ExternalLlmPlan {
  readonly baseUrl: string;
  readonly servedModelName: string;
  readonly generatesText: boolean;
  readonly embeddingModelName: string;
  readonly embeddingDimensions?: number;
  readonly drainSeconds: number;
  /** Where an app connects to: the provider, or the proxy on the way. */
  readonly connection: NetworkEdge;
}

export function planExternalLlm(site: Site, props: ExternalLlmProps): ExternalLlmPlan {
  const problems = new Problems(site.construct, site.path);
  checkShape(problems, externalLlm, props);
  const namespace = site.namespace ?? '';
  const { model, embeddingModel, embeddingDimensions, proxyUrl, provider } = props;
  checkUrl(problems, provider.props.baseUrl, namespace);
  checkModels(problems, props);
  const { requiresKey = true } = provider.props;
  if (requiresKey && !props.apiKey) problems.add('"apiKey" is missing: the provider asks for one; reference a Secret');
  if (props.apiKey) checkSecretValue(problems, 'apiKey', props.apiKey);
  const drainSeconds = checkSeconds(problems, 'drain', props.drain, 120);
  const through = proxyUrl === undefined ? undefined : connectionOf(proxyUrl, namespace);
  const allowed = 'a URL such as "http://proxy.egress.svc:3128", without a user';
  if (proxyUrl !== undefined) problems.require(through !== undefined, 'proxyUrl', allowed, proxyUrl);
  const direct = directConnection(problems, props, namespace);
  problems.throwIfAny();
  return {
    baseUrl: provider.props.baseUrl,
    servedModelName: model ?? embeddingModel ?? '',
    generatesText: model !== undefined,
    embeddingModelName: embeddingModel ?? model ?? '',
    embeddingDimensions,
    drainSeconds,
    connection: through ?? direct,
  };
}

function directConnection(problems: Problems, { provider }: ExternalLlmProps, namespace: string): NetworkEdge {
  const { baseUrl, peer } = provider.props;
  const { port, peer: said } = connectionOf(baseUrl, namespace) ?? { port: 443, peer: NetworkPeer.internet() };
  const connection = { port, peer: peer ?? said };
  checkEdge(problems, 'provider', connection);
  return connection;
}

/** SDKs put their own paths behind it, and a slash too many answers 404. */
function checkUrl(problems: Problems, baseUrl: string, namespace: string): void {
  const [, scheme, path = ''] = /^(https?):\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.exec(baseUrl) ?? [];
  problems.require(
    (scheme === 'https' || (scheme === 'http' && staysInCluster(baseUrl, namespace))) &&
      /^(\/[^/]+)+$/.test(path) &&
      !/\/(completions|embeddings|models|responses)$/.test(path),
    'provider.baseUrl',
    'an https URL that ends with the root of the API, such as "https://api.acme.io/v1", without a slash behind it',
    baseUrl,
  );
}

function checkModels(problems: Problems, { provider, model, embeddingModel, embeddingDimensions }: ExternalLlmProps) {
  if (model !== undefined) checkModelName(problems, 'model', model);
  else if (embeddingModel === undefined) problems.add('"model" is missing: name a chat model, or an "embeddingModel"');
  if (embeddingModel === undefined) {
    if (embeddingDimensions !== undefined) problems.add('"embeddingDimensions" needs an "embeddingModel"');
    return;
  }
  checkModelName(problems, 'embeddingModel', embeddingModel);
  checkWhole(problems, 'embeddingDimensions', embeddingDimensions, 1, 16_000, 'the length that the model card names');
  if (provider.props.embeds === false)
    problems.add(
      '"embeddingModel" must be left out: the provider serves no /embeddings; MockLlm and EmbeddingInference do',
    );
}
