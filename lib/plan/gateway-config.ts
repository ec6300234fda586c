import type { ILlmBackend } from '../props/llm-backend';

/** One LLM behind the gateway, and the variable that holds its key. */
export interface GatewayBackend {
  /** The prop in which it was given. */
  readonly prop: string;
  readonly backend: ILlmBackend;
  readonly drainSeconds: number;
  readonly keyVariable: string;
}

/**
 * A backend that failed more often is left alone for a while, and its fallback asked at once. LiteLLM ignores 3, its own
 * default, for a model that has one server only.
 */
const ALLOWED_FAILS = 2;
const COOLDOWN_SECONDS = 30;

/** The variable that holds the key of the gateway's own clients. */
export const CLIENT_KEY = 'GATEWAY_API_KEY';

/**
 * The configuration of LiteLLM: a model per backend, the first under the name that clients ask for, the others as its
 * fallbacks. Keys stay in variables. JSON is YAML, too.
 *
 * @see https://docs.litellm.ai/docs/proxy/reliability
 */
export function gatewayConfig(servedModelName: string, backends: readonly GatewayBackend[]): string {
  const names = backends.map((_, index) => (index === 0 ? servedModelName : `${servedModelName}-fallback-${index}`));
  const config = {
    model_list: backends.map(({ backend, drainSeconds, keyVariable }, index) => ({
      model_name: names[index],
      litellm_params: {
        model: `openai/${backend.servedModelName}`,
        api_base: backend.baseUrl,
        // The client refuses to start without a key.
        api_key: backend.apiKey ? `os.environ/${keyVariable}` : 'EMPTY',
        timeout: drainSeconds,
        max_retries: 0,
      },
    })),
    router_settings: {
      fallbacks: [{ [servedModelName]: names.slice(1) }],
      num_retries: 0,
      allowed_fails: ALLOWED_FAILS,
      cooldown_time: COOLDOWN_SECONDS,
    },
    litellm_settings: { telemetry: false },
    general_settings: { master_key: `os.environ/${CLIENT_KEY}` },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
