import { ServerResponse } from 'node:http';

/** Resolves after the time, or as soon as the client is gone: then the timer goes too. */
export function wait(ms: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    const settle = (): void => {
      clearTimeout(timer);
      response.off('close', settle);
      resolve();
    };
    const timer = setTimeout(settle, ms);
    response.on('close', settle);
  });
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
