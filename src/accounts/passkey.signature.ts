// Writes the two numbers of an ES256 signature at full length. Each is a byte shorter in one of 256 signatures, and the library that checks them reads
// what is missing from the next number. The numbers stay the same, and so does what is signed. Pure.

const sequence = 0x30;
const integer = 0x02;
/** 32 bytes, and a zero in front so that the number is positive. */
const full = 33;

/** DER in base64url, before and after. What is no signature is given back as it came, to be refused by whoever checks it. */
export function evenSignature(signature: string): string {
  const der = Buffer.from(signature, 'base64url');
  const first = numberAt(der, 2);
  const second = first && numberAt(der, 4 + first.length);
  if (der[0] !== sequence || !first || !second) return signature;
  if (der.length !== 6 + first.length + second.length) return signature;
  const body = Buffer.concat([first, second].map(padded));
  return Buffer.concat([Buffer.of(sequence, body.length), body]).toString('base64url');
}

function numberAt(der: Buffer, at: number): Buffer | undefined {
  const length = der[at + 1] ?? 0;
  if (der[at] !== integer || length === 0 || length > full) return undefined;
  const bytes = der.subarray(at + 2, at + 2 + length);
  return bytes.length === length ? bytes : undefined;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.of(integer, full), Buffer.alloc(full - bytes.length), bytes]);
}
