import { Part } from './part';
import { ProgramRef } from './site';

/** The reference chat app in place of an image: its text from a ConfigMap, on the stock Node image. */
export function planReferenceApp(program: ProgramRef, drainSeconds: number): Part {
  return {
    env: [{ name: 'LLM_TIMEOUT_SECONDS', value: String(drainSeconds) }],
    mounts: [{ volume: 'app', path: '/app', readOnly: true }],
    volumes: [{ name: 'app', configMap: program.configMap }],
    checksums: { [program.name]: program.checksum },
  };
}
