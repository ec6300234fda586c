#!/usr/bin/env node
// `npx cdk8s-llm mock`: the mock on a laptop.
import { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Config, readConfig } from '../mock-llm/config';
import { log } from '../mock-llm/log';
import { Recording } from '../mock-llm/script/recording';
import { createServer } from '../mock-llm/server';
import { onChange } from '../mock-llm/watch';
import { readConfigFile, readPlain, writeMember } from './config-file';
import { Flags, readFlags, USAGE } from './flags';
import { createRecorder } from './record';

try {
  const flags = readFlags(process.argv.slice(2));
  if (!flags) console.log(USAGE);
  else if (flags.record) record(flags.record, flags.config!, flags);
  else mock(flags);
} catch (error) {
  fail(error as Error);
}

function mock(flags: Flags): void {
  const { config: file } = flags;
  const load = (): Config =>
    file === undefined ? readConfig({}, process.env.API_KEY) : readConfigFile(file, process.env.API_KEY);
  const config = load();
  const server = createServer(config);
  if (file !== undefined)
    onChange(file, () => {
      try {
        server.reload(load());
        log('reloaded');
      } catch (error) {
        log('kept', { error: (error as Error).message });
      }
    });
  listen(server.http, flags, () => server.drain(), config.startupSeconds);
}

/** A later answer to the same request takes the place of the earlier one. */
function record(target: URL, file: string, flags: Flags): void {
  const before = (readPlain(file).recordings ?? []) as Recording[];
  const recordings = new Map(before.map((recording) => [recording.request, recording]));
  const http = createRecorder(target, (recording) => {
    recordings.set(recording.request, recording);
    writeMember(file, 'recordings', [...recordings.values()]);
    log('recorded', { request: recording.request, status: recording.status });
  });
  listen(http, flags, () => new Promise((resolve) => http.close(() => resolve())));
}

function listen(http: Server, { port, host }: Flags, stop: () => Promise<void>, startupSeconds = 0): void {
  const stopping = new AbortController();
  http.on('error', fail);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      if (!http.listening) return stopping.abort();
      void stop().then(() => log('stopped'));
    });
  if (startupSeconds > 0) log('loading', { seconds: startupSeconds });
  sleep(startupSeconds * 1000, undefined, { signal: stopping.signal }).then(
    () => http.listen(port, host, () => log('listening', { address: http.address() })),
    () => log('stopped'),
  );
}

/** Also what `parseArgs` has to say about flags. */
function fail(error: Error): void {
  console.error(`cdk8s-llm: ${error.message}`);
  process.exitCode = 1;
}
