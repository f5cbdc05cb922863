/** Makes archives for tests, good ones and bad ones. */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

export interface Member extends Partial<Header> {
  readonly name: string;
  readonly content?: string | Uint8Array;
}

/** A tar archive, not compressed. */
export async function tarOf(members: readonly Member[]): Promise<Buffer> {
  const packed = pack();
  for (const { content = '', ...header } of members) packed.entry({ ...header }, typeof content === 'string' ? content : Buffer.from(content));
  packed.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packed) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The header of an empty file in a tar archive (POSIX ustar); for archives of very many, it is much faster than the library. */
export function emptyFile(name: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0' + '0000000\0' + '0000000\0' + '00000000000\0' + '00000000000\0' + '        ' + '0', 100);
  header.write('ustar\0' + '00', 257, 'latin1');
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

export const tarGzOf = async (members: readonly Member[]): Promise<Buffer> => gzipSync(await tarOf(members));

/** A zip archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). `flags`: of every entry; 1 says that it is encrypted. */
export function zipOf(members: readonly Member[], flags = 0x800): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content = '' } of members) {
    const bytes = Buffer.from(content as string);
    const data = deflateRawSync(bytes);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(0x21, 8);
    common.writeUInt32LE(crc32 === undefined ? crcOf(bytes) : crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, rest, path]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

/** CRC-32 (ISO 3309) for versions of Node that do not have it. */
function crcOf(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
