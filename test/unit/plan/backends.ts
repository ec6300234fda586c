import { Duration } from 'cdk8s';
import type { IEmbeddingBackend } from '../../../lib/props/embedding-backend';
import type { ILlmBackend } from '../../../lib/props/llm-backend';
import type { IVectorDatabase } from '../../../lib/props/vector-database';
import { NetworkPeer } from '../../../lib/values/network-peer';
import { secretNamed } from './site';

/** Backends that stand for all: what a plan knows of them is what the joints say. */
export const llm: ILlmBackend & IEmbeddingBackend = {
  baseUrl: 'http://llm.chatbot.svc:8000/v1',
  servedModelName: 'qwen',
  generatesText: true,
  embeddingModelName: 'bge',
  embeddingDimensions: 1024,
  peer: NetworkPeer.pods('chatbot', { 'app.kubernetes.io/instance': 'llm' }),
  port: 8000,
  drain: Duration.seconds(30),
};

export const database: IVectorDatabase = {
  host: 'db',
  port: 5432,
  databaseName: 'app',
  secret: secretNamed('db-app'),
  secretKeys: { username: 'user', password: 'pass' },
  peer: NetworkPeer.pods('chatbot', { 'app.kubernetes.io/instance': 'db' }),
};
