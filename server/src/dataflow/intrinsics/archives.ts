/**
 * What stands in an archive that is held in memory: names, and objects for its members by which their contents can be asked for.
 * https://docs.python.org/3/library/zipfile.html#zipfile-objects, https://docs.python.org/3/library/tarfile.html#tarfile-objects
 */
import { zipEntries } from '../decoders/compression';
import { tarEntries } from '../decoders/tar';
import { constantText, external, list, number, text, type Value, valueOf } from '../value';
import { argument, type Intrinsic, type IntrinsicCall } from './intrinsic';

interface Member {
  readonly name: string;
  readonly size?: number;
}

type Reader = (archive: string) => readonly Member[] | undefined;

const inZip: Reader = (archive) => zipEntries(archive);
const inTar: Reader = (archive) => tarEntries(archive)?.map(({ name, data }) => ({ name, size: data.length }));

/** The members of the archive whose method is called; undefined where it is not known. */
function membersOf({ self }: IntrinsicCall, reader: Reader): readonly Member[] | undefined {
  const [only] = self.shapes;
  const payload = self.shapes.length === 1 && only?.kind === 'external' ? only.members?.get('payload') : undefined;
  const archive = payload && constantText(payload);
  try {
    return archive === undefined ? undefined : reader(archive);
  } catch {
    // It is none, or unfolds to too much, which is told when a content is asked for.
    return undefined;
  }
}

interface Kind {
  readonly reader: Reader;
  /** The access path of a member's object, and what it calls its name. */
  readonly path: string;
  readonly nameIn: string;
}

const ZIP: Kind = { reader: inZip, path: 'zipfile.ZipInfo()', nameIn: 'filename' };
const TAR: Kind = { reader: inTar, path: 'tarfile.TarInfo()', nameIn: 'name' };

/** `given:name` is what decoders are told when the object is handed to them. */
const objectFor = ({ path, nameIn }: Kind, { name, size }: Member): Value =>
  external(path, new Map([['given:name', text(name)], [`.${nameIn}`, text(name)], ...(size === undefined ? [] : [['.size', number(BigInt(size))] as const])]));

const names = ({ reader }: Kind): Intrinsic => (call) => {
  const found = membersOf(call, reader);
  return found && list(found.map(({ name }) => text(name)));
};

const objects = (kind: Kind): Intrinsic => (call) => {
  const found = membersOf(call, kind.reader);
  return found && valueOf({ kind: 'sequence', type: 'list', elements: found.map((member) => objectFor(kind, member)) });
};

const named = (kind: Kind): Intrinsic => (call) => {
  const name = constantText(argument(call.args, 0, 'name') ?? external(''));
  const member = membersOf(call, kind.reader)?.findLast((one) => one.name === name);
  return member && objectFor(kind, member);
};

export const ARCHIVE_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'zipfile.ZipFile().namelist': names(ZIP),
  'zipfile.ZipFile().infolist': objects(ZIP),
  'zipfile.ZipFile().getinfo': named(ZIP),
  'tarfile.open().getnames': names(TAR),
  'tarfile.open().getmembers': objects(TAR),
  'tarfile.open().__iter__': objects(TAR),
  'tarfile.open().getmember': named(TAR),
};
