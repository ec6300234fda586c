import { generateKeyPairSync, sign } from 'node:crypto';

/** A self-signed certificate for 127.0.0.1, written in DER by hand: the tests need Node only, and no key lies in git. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const algorithm = sequence(oid(1, 3, 101, 112));
  const name = sequence(tlv(0x31, sequence(oid(2, 5, 4, 3), tlv(0x0c, Buffer.from('test')))));
  const day = (offset: number) => {
    const iso = new Date(Date.now() + offset * 86_400_000).toISOString();
    return tlv(0x18, Buffer.from(iso.replace(/[-:T]|\.\d+/g, '')));
  };
  const alternativeNames = sequence(tlv(0x87, Buffer.from([127, 0, 0, 1])));
  const extensions = sequence(sequence(oid(2, 5, 29, 17), tlv(0x04, alternativeNames)));
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))), // version 3
    tlv(0x02, Buffer.from([1])), // serial number
    algorithm,
    name, // issuer
    sequence(day(-1), day(1)),
    name, // subject
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, extensions),
  );
  const signature = tlv(0x03, Buffer.concat([Buffer.from([0]), sign(null, body, privateKey)]));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(body, algorithm, signature)),
  };
}

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

function oid(first: number, second: number, ...rest: number[]): Buffer {
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest]));
}

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}
