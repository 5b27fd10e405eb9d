/**
 * The text of a calendar file. `charset` is what the sender claims, and is believed only where the bytes allow it.
 *
 * A byte order mark decides first, then UTF-8, also where a program folded lines in the middle of a letter, then the claim, then
 * Windows-1252, in which every byte is a letter. NUL bytes are left out.
 */
export function decodeCalendar(bytes: Uint8Array, charset?: string): string {
  return decoded(bytes, charset).replaceAll('\0', '')
}

function decoded(bytes: Uint8Array, charset: string | undefined): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return (
    strictly('utf-8', bytes) ??
    strictly('utf-8', unfoldedBytes(bytes)) ??
    strictly(charset ?? '', bytes) ??
    new TextDecoder('windows-1252').decode(bytes)
  )
}

function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined
    throw error
  }
}

const lineFeed = 0x0a
const carriageReturn = 0x0d
const folds = new Set([0x20, 0x09])

/** Folds taken away before decoding: old programs fold after 75 bytes, whatever letter that cuts. */
function unfoldedBytes(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let length = 0
  for (let index = 0; index < bytes.length; index += 1) {
    const isFold = bytes[index] === lineFeed && folds.has(bytes[index + 1] ?? 0)
    if (isFold) {
      if (length > 0 && kept[length - 1] === carriageReturn) length -= 1
      index += 1
    } else {
      kept[length] = bytes[index] ?? 0
      length += 1
    }
  }
  return kept.subarray(0, length)
}
