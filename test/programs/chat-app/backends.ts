import { chatAppSchema } from '../../../lib/plan/chat-app-schema';
import { type Mock, startMock } from '../mock-llm/mock';
import { Postgres } from '../postgres';
import { Bundle } from '../program';
import { ChatApp } from './chat-app';

/** What the app runs on: its bundle, the project's own mock LLM, and a PostgreSQL with tables of these dimensions. */
export class Backends {
  static async start(...dimensions: number[]): Promise<Backends> {
    const bundle = new Bundle('chat-app');
    const [mock, postgres] = await Promise.all([startMock(), Postgres.start()]);
    await postgres.query(['create extension vector', ...dimensions.map(chatAppSchema)].join(';'));
    return new Backends(bundle, mock, postgres, dimensions);
  }

  private readonly apps: ChatApp[] = [];

  private constructor(
    private readonly bundle: Bundle,
    readonly mock: Mock,
    readonly postgres: Postgres,
    private readonly dimensions: readonly number[],
  ) {}

  async startApp(env: Record<string, string> = {}): Promise<ChatApp> {
    const settings = {
      OPENAI_BASE_URL: `${this.mock.url}/v1`,
      LLM_MODEL: 'mock-llm',
      EMBEDDING_MODEL: 'mock-embedding',
      EMBEDDING_DIMENSIONS: '384',
      ...this.postgres.env,
    };
    const app = await ChatApp.start(this.bundle, { ...settings, ...env });
    this.apps.push(app);
    return app;
  }

  async emptyTables(): Promise<void> {
    await this.postgres.query(`truncate ${this.dimensions.map((number) => `passages_${number}`).join()}`);
  }

  async stopApps(): Promise<void> {
    await Promise.all(this.apps.splice(0).map(({ program }) => program.kill()));
  }

  async stop(): Promise<void> {
    await this.stopApps();
    await this.postgres.stop();
    await this.mock.server.drain();
    this.bundle.remove();
  }
}
