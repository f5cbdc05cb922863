/**
 * The codecs module beside `codecs.decode`, which is a row of the catalog: functions that hand out decoders, and encoders that are
 * their own inverse. Also what ends a stream of decoded data: nothing, since its `update` gave everything.
 * https://docs.python.org/3/library/codecs.html
 */
import { decoderOfCodec } from '../decoders';
import { constantText, external, none, text, tuple, unknown, type Value } from '../value';
import { argument, type Intrinsic, type IntrinsicCall } from './intrinsic';

const ENCODING = 'given:encoding';

const decodeWith = ({ machine, point }: IntrinsicCall, data: Value, encoding: Value): Value =>
  machine.call(external('codecs.decode'), { positional: [{ value: data, point }, { value: encoding, point }], keywords: new Map() }, point);

/** `codecs.getdecoder("rot13")`, `codecs.lookup("rot13")` */
const handOut = (path: string): Intrinsic => ({ args }) => external(path, new Map([[ENCODING, argument(args, 0, 'encoding') ?? none]]));

/** What was handed out is called: the decoded data, and how much of the input that was. */
const decodePair: Intrinsic = (call) => {
  const encoding = call.self.shapes.flatMap((shape) => (shape.kind === 'external' ? shape.members?.get(ENCODING) ?? [] : []))[0];
  const data = argument(call.args, 0, 'input');
  return encoding && data && tuple([decodeWith(call, data, encoding), unknown]);
};

const encode: Intrinsic = (call) => {
  const data = argument(call.args, 0, 'obj');
  const encoding = argument(call.args, 1, 'encoding');
  return data && encoding && decoderOfCodec(constantText(encoding) ?? '') === 'rot13' ? decodeWith(call, data, encoding) : undefined;
};

const empty: Intrinsic = () => text('', true);

export const CODEC_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'codecs.getdecoder': handOut('codecs.getdecoder()'), 'codecs.getdecoder()': decodePair,
  'codecs.lookup': handOut('codecs.lookup()'), 'codecs.lookup().decode': decodePair,
  'codecs.encode': encode,
  'zlib.decompressobj().flush': empty,
  'cryptography.hazmat.primitives.ciphers.Cipher().decryptor().finalize': empty,
  'cryptography.hazmat.primitives.padding.PKCS7().unpadder().finalize': empty,
  'cryptography.hazmat.primitives.padding.ANSIX923().unpadder().finalize': empty,
};
