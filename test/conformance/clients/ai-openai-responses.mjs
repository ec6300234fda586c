import { createOpenAI } from '@ai-sdk/openai';
import { checksOf } from './ai.mjs';

export const checks = checksOf((at) => createOpenAI({ baseURL: at.baseUrl, apiKey: at.apiKey }).responses);
