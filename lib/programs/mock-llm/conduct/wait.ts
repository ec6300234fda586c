import { ServerResponse } from 'node:http';
import { Turns } from './turns';

const turns = new Turns();

/** Waits for one client, again and again, and no longer than it is there: then the timer goes too. */
export class Pauses {
  private wake: () => void = () => undefined;

  constructor(private readonly response: ServerResponse) {
    response.once('close', () => this.wake());
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.response.destroyed) return resolve();
      const timer = setTimeout(() => turns.take(resolve), ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Resolves when the client is gone. */
export function gone(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve();
    else response.once('close', resolve);
  });
}

/** Resolves when there is room again, or when the client is gone and there is nothing to wait for. */
export function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });
}
