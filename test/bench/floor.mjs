// The floor: what node:http itself costs. It parses the body and returns a constant answer, or a stream frame by frame.
import { createServer } from 'node:http';

const { PORT, ANSWER, FRAME, FRAMES, FRAME_MS } = process.env;
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(ANSWER) };

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { stream } = JSON.parse(Buffer.concat(chunks).toString());
    if (!stream) return response.writeHead(200, headers).end(ANSWER);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let left = Number(FRAMES);
    if (FRAME_MS === '0') {
      while (left-- > 0) response.write(FRAME);
      return response.end();
    }
    response.write(FRAME);
    const timer = setInterval(() => (left-- > 0 ? response.write(FRAME) : response.end()), Number(FRAME_MS));
    response.on('close', () => clearInterval(timer));
  });
}).listen(Number(PORT), '127.0.0.1');
