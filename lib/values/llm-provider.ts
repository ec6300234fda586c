import { LlmProviderProps } from './llm-provider-props';

/** A company, or a server of your own, that serves LLMs behind an OpenAI-compatible API. */
export class LlmProvider {
  /**
   * OpenAI.
   *
   * @see https://platform.openai.com/docs/api-reference
   */
  public static openai(): LlmProvider {
    return LlmProvider.of({ baseUrl: 'https://api.openai.com/v1' });
  }

  /**
   * Groq. It embeds nothing.
   *
   * @see https://console.groq.com/docs/openai
   */
  public static groq(): LlmProvider {
    return LlmProvider.of({ baseUrl: 'https://api.groq.com/openai/v1', embeds: false });
  }

  /**
   * Anthropic, behind its compatibility layer, which it recommends for trials rather than for production. It embeds nothing.
   *
   * @see https://docs.anthropic.com/en/api/openai-sdk
   */
  public static anthropic(): LlmProvider {
    return LlmProvider.of({ baseUrl: 'https://api.anthropic.com/v1', embeds: false });
  }

  /**
   * Mistral.
   *
   * @see https://docs.mistral.ai/api
   */
  public static mistral(): LlmProvider {
    return LlmProvider.of({ baseUrl: 'https://api.mistral.ai/v1' });
  }

  /**
   * Azure OpenAI, whose models are named by their deployments.
   *
   * @param resource Name of the Azure resource, the first word of its host.
   * @throws if it is no such name.
   * @see https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle
   */
  public static azureOpenAi(resource: string): LlmProvider {
    const given: unknown = resource;
    if (typeof given !== 'string' || !/^[a-z0-9][a-z0-9-]{0,62}$/i.test(given))
      throw new Error(`azureOpenAi must be given the name of the Azure resource, such as "acme", got "${resource}"`);
    return LlmProvider.of({ baseUrl: `https://${resource}.openai.azure.com/openai/v1` });
  }

  /** Any other. */
  public static of(props: LlmProviderProps): LlmProvider {
    return new LlmProvider({ ...props });
  }

  private constructor(
    /** What it was made of. */
    public readonly props: LlmProviderProps,
  ) {}
}
