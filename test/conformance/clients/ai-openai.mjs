import { createOpenAI } from '@ai-sdk/openai';
import { checksOf, embeddings } from './ai.mjs';

const open = (at) => createOpenAI({ baseURL: at.baseUrl, apiKey: at.apiKey });

export const checks = { ...checksOf((at) => open(at).chat), embeddings: embeddings(open) };
