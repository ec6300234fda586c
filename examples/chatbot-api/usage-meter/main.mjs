/** A sidecar: sums up what the app tells it over UDP, in the words of statsd, and shows the sums to Prometheus. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';

const sums = new Map();

const socket = createSocket('udp4').bind(8125, '127.0.0.1');
socket.on('message', (message) => {
  const [, name, value] = /^(\w+):(\d+)\|c$/.exec(message.toString()) ?? [];
  if (name) sums.set(name, (sums.get(name) ?? 0) + Number(value));
});

const server = createServer((request, response) => {
  response.end([...sums].map(([name, sum]) => `# TYPE ${name} counter\n${name} ${sum}\n`).join(''));
});
server.listen(9102);

process.on('SIGTERM', () => {
  socket.close();
  server.close();
});
