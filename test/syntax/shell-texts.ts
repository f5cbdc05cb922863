/** Texts that shells may meet, for property tests: what means something to one of them, in any order, and anything else. */
import fc from 'fast-check';

/** Pieces that mean something to one of the shells, between any others. */
const PIECES = [
  ' ', '\n', '\r\n', '\t', "'", '"', '`', '\\', '^', '$', '$(', '${', '}', '{', '(', ')', '<(', '>(', '$((', '))', "$'", '\\x4', '\\n', '|', '||', '&', '&&', '|&', '&>', '>', '>>', '2>&1', '<', '<<', '<<-', '<<<', 'EOF', ';', ';;',
  '#', '<#', '#>', '@"\n', "\n'@", '"@', ',', '+', '=', 'A=', '$A', '${B}', '%C%', 'if', 'then', 'fi', 'do', 'done', '!', 'echo', 'sh -c', 'iex', 'python -c', '-enc', 'é', '😀', '\0', '\ufffc', '\u2028',
];
export const shellText = fc.oneof(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')), fc.string({ unit: 'binary', maxLength: 60 }));
