/** Puts TLS, and Groq's path, in front of the mock LLM that runs beside it. Runs in a pod, from a Secret. */
const { readFileSync } = require('node:fs');
const { request: ask } = require('node:http');
const { createServer } = require('node:https');

const [, , folder] = process.argv;
const tls = { key: readFileSync(`${folder}/stand-in.key`), cert: readFileSync(`${folder}/stand-in.pem`) };

createServer(tls, (request, response) => {
  const { method, headers, url } = request;
  const upstream = ask({ port: 8000, method, headers, path: url.replace(/^\/openai\//, '/') }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', (error) => response.destroy(error));
  request.pipe(upstream);
}).listen(443);
