import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Lets every response say `close` when its client leaves. Node does so only for the one whose turn it is on a connection:
 * those that were asked behind it, without waiting for its end, would never hear that nobody is there any more.
 */
export function tellDepartures(server: Server): void {
  const behind = new WeakMap<Socket, Set<ServerResponse>>();
  server.prependListener('request', ({ socket }, response) => {
    if (response.socket) return; // its turn already
    const line = behind.get(socket) ?? watched(socket);
    behind.set(socket, line);
    line.add(response);
    response.once('socket', () => line.delete(response));
  });
}

/** One listener for a connection, however much is asked on it. */
function watched(socket: Socket): Set<ServerResponse> {
  const line = new Set<ServerResponse>();
  socket.once('close', () => {
    for (const response of line) response.destroy().emit('close');
  });
  return line;
}
