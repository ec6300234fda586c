import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { Identity } from './identity';
import { Part } from './part';
import { Problems } from './problems';
import { Site } from './site';
import { edgeTo } from './url-edge';

/** The variables of the OpenTelemetry SDKs, but those that the caller sets himself, and the edge to the collector. */
export function planTelemetry(
  problems: Problems,
  site: Site,
  identity: Identity,
  { telemetry, env, secretEnv }: LlmWebAppProps,
): Part {
  if (!telemetry) return {};
  const { endpoint, serviceName = identity.name, sampleRatio = 1, captureContent = false } = telemetry;
  const edge = edgeTo(endpoint, identity.namespace);
  problems.require(
    edge !== undefined,
    'telemetry.endpoint',
    'a URL of http or https without a user',
    endpoint,
    'OTLP over gRPC is written http://… too',
  );
  problems.require(sampleRatio >= 0 && sampleRatio <= 1, 'telemetry.sampleRatio', 'a number from 0 to 1', sampleRatio);
  problems.require(/^[^\s,=]+$/.test(serviceName), 'telemetry.serviceName', 'a word without "," and "="', serviceName);
  const attributes = { 'service.namespace': site.chart, 'k8s.namespace.name': identity.namespace };
  const all = {
    OTEL_SERVICE_NAME: serviceName,
    OTEL_RESOURCE_ATTRIBUTES: Object.entries(attributes)
      .map((pair) => pair.join('='))
      .join(','),
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    // 4317 is OTLP's port for gRPC; everything else speaks HTTP.
    OTEL_EXPORTER_OTLP_PROTOCOL: /:4317\/?$/.test(endpoint) ? 'grpc' : 'http/protobuf',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: String(sampleRatio),
    // With the newest conventions for LLMs, the second variable is no boolean any more.
    OTEL_SEMCONV_STABILITY_OPT_IN: 'gen_ai_latest_experimental',
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: captureContent ? 'SPAN_ONLY' : 'NO_CONTENT',
  };
  const own = Object.entries(all).filter(([name]) => !Object.hasOwn({ ...env, ...secretEnv }, name));
  return { env: own.map(([name, value]) => ({ name, value })), egress: edge ? [edge] : [] };
}
