import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Postgres } from './postgres';

/** A door before PostgreSQL that can refuse logins and break connections. */
export class Door {
  /** Refuses the first logins, as while the password is not set yet. */
  static async open(postgres: Postgres, refusals = 0): Promise<Door> {
    const door = new Door(postgres, refusals);
    await once(door.server.listen(0, '127.0.0.1'), 'listening');
    return door;
  }

  private readonly server: Server;
  private readonly guests = new Set<Socket>();

  private constructor(
    private readonly postgres: Postgres,
    refusals: number,
  ) {
    this.server = createServer((socket) => {
      if (refusals-- > 0) socket.once('data', () => socket.end(refusal()));
      else this.passOn(socket);
    });
  }

  get env(): Record<string, string> {
    return { ...this.postgres.env, PGPORT: `${(this.server.address() as AddressInfo).port}` };
  }

  breakConnections(): void {
    this.guests.forEach((socket) => socket.destroy());
  }

  async close(): Promise<void> {
    this.server.close();
    this.breakConnections();
    await once(this.server, 'close');
  }

  private passOn(socket: Socket): void {
    const inner = connect(Number(this.postgres.env.PGPORT), this.postgres.env.PGHOST);
    this.guests.add(socket);
    socket.pipe(inner).pipe(socket);
    socket.on('close', () => inner.destroy());
    for (const end of [socket, inner]) end.on('error', () => socket.destroy());
  }
}

/** An ErrorResponse: its type, its length, and fields that each end with a zero. */
function refusal(): Buffer {
  const fields = ['SFATAL', 'VFATAL', 'C28P01', 'Mpassword authentication failed for user "app"', ''];
  const body = Buffer.from(fields.map((field) => `${field}\0`).join(''));
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
