/** Types of the parts of seek-bzip that are used; the package ships none. */
declare module 'seek-bzip' {
  const bzip: { decode(input: Uint8Array, output: { writeByte(byte: number): void }, multistream?: boolean): unknown };
  export default bzip;
}
