import { createAnthropic } from '@ai-sdk/anthropic';
import { checksOf } from './ai.mjs';

export const checks = checksOf((at) => createAnthropic({ baseURL: at.baseUrl, apiKey: at.apiKey }));
