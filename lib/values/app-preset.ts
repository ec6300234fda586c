import { KEEP_ALIVE_SECONDS } from '../data/keep-alive';
import { AppPresetProps } from './app-preset-props';
import { HealthCheck } from './health-check';

/** What one must know of a framework or a product to run it. Props of the app win over it, field by field. */
export class AppPreset {
  /**
   * Streamlit: a session lives in one pod, and the page talks to it over a WebSocket; what the user uploads and what the
   * app shows goes over requests of its own, which must find the same pod.
   *
   * @see https://docs.streamlit.io/deploy/tutorials/kubernetes
   * @see https://docs.streamlit.io/develop/concepts/architecture/architecture
   */
  public static streamlit(): AppPreset {
    return new AppPreset({
      name: 'Streamlit',
      port: 8501,
      healthCheck: HealthCheck.http('/_stcore/health'),
      env: {
        STREAMLIT_SERVER_PORT: '$(PORT)',
        STREAMLIT_SERVER_ADDRESS: '0.0.0.0',
        STREAMLIT_SERVER_HEADLESS: 'true',
        STREAMLIT_BROWSER_GATHER_USAGE_STATS: 'false',
      },
      websockets: true,
      sessionAffinity: true,
    });
  }

  /**
   * Gradio: an event takes several connections, which must find the same pod; a stream of heartbeats stays open. Flagging
   * writes into the working directory and is switched off.
   *
   * @see https://www.gradio.app/guides/deploying-gradio-with-docker
   * @see https://www.gradio.app/guides/environment-variables
   */
  public static gradio(): AppPreset {
    return new AppPreset({
      name: 'Gradio',
      port: 7860,
      healthCheck: HealthCheck.http('/'),
      env: {
        GRADIO_SERVER_PORT: '$(PORT)',
        GRADIO_SERVER_NAME: '0.0.0.0',
        GRADIO_ANALYTICS_ENABLED: 'False',
        GRADIO_FLAGGING_MODE: 'never',
        GRADIO_EXAMPLES_CACHE: '/tmp/cached_examples',
      },
      websockets: true,
      sessionAffinity: true,
    });
  }

  /**
   * FastAPI, started by `uvicorn` without a port or by `fastapi run`. It has no health path of its own: give one by
   * `healthCheck`.
   *
   * @see https://fastapi.tiangolo.com/deployment/docker/
   * @see https://www.uvicorn.org/settings/
   */
  public static fastApi(): AppPreset {
    return new AppPreset({
      name: 'FastAPI',
      port: 8000,
      env: { UVICORN_HOST: '0.0.0.0', UVICORN_PORT: '$(PORT)', UVICORN_TIMEOUT_KEEP_ALIVE: KEEP_ALIVE_SECONDS },
    });
  }

  /**
   * Next.js as its own standalone server in `/app`. It has no health path of its own: give one by `healthCheck`.
   *
   * @see https://nextjs.org/docs/app/guides/self-hosting
   * @see https://nextjs.org/docs/app/api-reference/config/next-config-js/output
   */
  public static nextJs(): AppPreset {
    return new AppPreset({
      name: 'Next.js',
      port: 3000,
      writablePaths: ['/app/.next/cache'],
      env: { HOSTNAME: '0.0.0.0', NEXT_TELEMETRY_DISABLED: '1', KEEP_ALIVE_TIMEOUT: `${KEEP_ALIVE_SECONDS}000` },
    });
  }

  /**
   * Open WebUI with its own SQLite and Chroma under `/app/backend/data`: one pod, replaced rather than rolled. Its image
   * is made for root; the preset moves what it writes at start-up. Give it a volume at that path. It learns its backends at the first start and keeps
   * them in its database.
   *
   * @see https://docs.openwebui.com/reference/env-configuration
   * @see https://docs.openwebui.com/getting-started/advanced-topics/scaling
   */
  public static openWebUi(): AppPreset {
    const data = '/app/backend/data';
    return new AppPreset({
      name: 'Open WebUI',
      port: 8080,
      healthCheck: HealthCheck.http('/health'),
      writablePaths: [data],
      env: {
        HOME: '/tmp',
        DATA_DIR: data,
        STATIC_DIR: '/tmp/static',
        WEBUI_SECRET_KEY_FILE: `${data}/.webui_secret_key`,
        ENABLE_OLLAMA_API: 'False',
        RAG_EMBEDDING_ENGINE: 'openai',
      },
      wiring: {
        llmBaseUrl: 'OPENAI_API_BASE_URL',
        llmModel: 'DEFAULT_MODELS',
        embeddingBaseUrl: 'RAG_OPENAI_API_BASE_URL',
        embeddingApiKey: 'RAG_OPENAI_API_KEY',
        embeddingModel: 'RAG_EMBEDDING_MODEL',
      },
      websockets: true,
      stateful: true,
    });
  }

  /** Any other framework or product. */
  public static of(props: AppPresetProps): AppPreset {
    return new AppPreset(props);
  }

  private constructor(private readonly given: AppPresetProps) {}

  /** What it says: a copy. */
  public get props(): AppPresetProps {
    const { writablePaths, env, wiring } = this.given;
    return {
      ...this.given,
      writablePaths: writablePaths && [...writablePaths],
      env: env && { ...env },
      wiring: wiring && { ...wiring },
    };
  }

  /** The same, its state kept elsewhere: in a database, in Redis, in an object store. */
  public stateless(): AppPreset {
    return new AppPreset({ ...this.given, stateful: false });
  }
}
