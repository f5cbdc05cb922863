/** Text of a file that was read → the bytes to write in its place: the same encoding, byte order mark and line ends. */
import { encodeLike } from '../syntax/python/encoding';

/** `bytes`: the file as it is on disk now. Undefined when it is not what was analysed, or cannot be written in its encoding. */
export const bytesFor = (path: string, bytes: Uint8Array, before: string, after: string): Uint8Array | undefined => encodeLike(bytes, path, before, after);
