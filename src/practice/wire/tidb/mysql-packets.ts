/** The little of MySQL's client/server protocol that a server of text results needs. Source: MySQL's protocol documentation. */

/** What every packet begins with: three bytes of length, one of sequence. */
const HEADER = 4;

/** LONG_PASSWORD, LONG_FLAG, CONNECT_WITH_DB, PROTOCOL_41, TRANSACTIONS, SECURE_CONNECTION, PLUGIN_AUTH: no TLS, old EOFs. */
const CAPABILITIES = 0x0008_a20d;

const UTF8 = 33;
const VAR_STRING = 253;
const AUTOCOMMIT = 2;
const PLUGIN = 'mysql_native_password';

/** Every login is accepted, so the challenge need not be random. */
const CHALLENGE = Buffer.from('practice-cluster-any');

/** Payloads with their headers, numbered from `sequence` on. */
export function framed(payloads: readonly Buffer[], sequence: number): Buffer {
  return Buffer.concat(
    payloads.map((payload, index) => {
      const head = Buffer.alloc(HEADER);
      head.writeUIntLE(payload.length, 0, 3);
      head.writeUInt8((sequence + index) % 256, 3);
      return Buffer.concat([head, payload]);
    }),
  );
}

/** The first whole packet of `data` and what comes after it; null when there is none yet. */
export function unframed(
  data: Buffer,
): { readonly payload: Buffer; readonly sequence: number; readonly rest: Buffer } | null {
  if (data.length < HEADER) return null;
  const end = HEADER + data.readUIntLE(0, 3);
  if (data.length < end) return null;
  return { payload: data.subarray(HEADER, end), sequence: data.readUInt8(3), rest: data.subarray(end) };
}

/** What the server says first. */
export function greeting(version: string, connectionId: number): Buffer {
  const id = Buffer.alloc(4);
  id.writeUInt32LE(connectionId);
  const fixed = Buffer.alloc(18);
  fixed.writeUInt16LE(CAPABILITIES & 0xffff, 0);
  fixed.writeUInt8(UTF8, 2);
  fixed.writeUInt16LE(AUTOCOMMIT, 3);
  fixed.writeUInt16LE(CAPABILITIES >>> 16, 5);
  fixed.writeUInt8(CHALLENGE.length + 1, 7);
  const parts = [Buffer.of(10), terminated(version), id, CHALLENGE.subarray(0, 8), Buffer.of(0), fixed];
  return Buffer.concat([...parts, CHALLENGE.subarray(8), Buffer.of(0), terminated(PLUGIN)]);
}

/** It went well, and there is nothing to show. */
export function okPacket(): Buffer {
  return Buffer.of(0, 0, 0, AUTOCOMMIT, 0, 0, 0);
}

/** An error by its number. */
export function errorPacket(code: number, message: string): Buffer {
  return Buffer.concat([Buffer.of(0xff, code & 0xff, code >>> 8), Buffer.from(`#HY000${message}`)]);
}

/** A result of text: the column count, the columns, the rows. */
export function resultPackets(columns: readonly string[], rows: readonly (readonly string[])[]): readonly Buffer[] {
  return [
    lengthEncoded(columns.length),
    ...columns.map(columnPacket),
    eofPacket(),
    ...rows.map((row) => Buffer.concat(row.map(lengthEncodedText))),
    eofPacket(),
  ];
}

function columnPacket(name: string): Buffer {
  const names = ['def', '', '', '', name, ''].map(lengthEncodedText);
  const fixed = Buffer.alloc(13);
  fixed.writeUInt8(12, 0);
  fixed.writeUInt16LE(UTF8, 1);
  fixed.writeUInt32LE(1024, 3);
  fixed.writeUInt8(VAR_STRING, 7);
  return Buffer.concat([...names, fixed]);
}

function eofPacket(): Buffer {
  return Buffer.of(0xfe, 0, 0, AUTOCOMMIT, 0);
}

function terminated(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

function lengthEncodedText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([lengthEncoded(bytes.length), bytes]);
}

function lengthEncoded(value: number): Buffer {
  if (value < 251) return Buffer.of(value);
  const three = Buffer.alloc(4);
  three.writeUInt8(0xfd, 0);
  three.writeUIntLE(value, 1, 3);
  return three;
}
