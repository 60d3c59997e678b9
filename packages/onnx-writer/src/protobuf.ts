/**
 * The parts of protobuf's wire format that an ONNX file needs. A field is a list of chunks, joined once, at the very
 * end: tables of hundreds of megabytes are copied a single time.
 */
export type Field = readonly Uint8Array[];

/** `field` holding a non-negative whole number. */
export function integerField(field: number, value: number): Field {
  return [varint(field * 8), varint(value)];
}

/** `field` holding bytes as they are. */
export function bytesField(field: number, bytes: Uint8Array): Field {
  return [varint(field * 8 + 2), varint(bytes.length), bytes];
}

export function stringField(field: number, text: string): Field {
  return bytesField(field, new TextEncoder().encode(text));
}

/** `field` holding a message made of other fields. */
export function messageField(field: number, fields: readonly Field[]): Field {
  const chunks = fields.flat();
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return [varint(field * 8 + 2), varint(length), ...chunks];
}

/** All fields of the outermost message in one piece. */
export function joinFields(fields: readonly Field[]): Uint8Array {
  const chunks = fields.flat();
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Seven bits per byte, least significant first; the high bit says that more follow. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.of(...bytes, rest);
}
