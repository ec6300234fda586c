// PGlite in a process of its own, because it loads itself in a way that jest's modules cannot.
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const db = await PGlite.create({ extensions: { vector } });
const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 10 });
await server.start();
console.log(JSON.stringify({ event: 'listening', port: Number(server.getServerConn().split(':').pop()) }));
process.stdin.on('end', () => process.exit()).resume(); // with the test that started it
