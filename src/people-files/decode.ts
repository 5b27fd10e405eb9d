/** How a file's letters are written. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * The text of a file and how it was written: a byte order mark decides; without one UTF-16 shows by the zeros beside Latin letters; what is
 * no UTF-8 is Windows-1252, in which every byte is a letter. The mark is left out.
 */
export function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const encoding = encodingOf(bytes)
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const beginning = bytes.subarray(0, 1000)
  const zerosAt = (rest: 0 | 1) => beginning.filter((byte, at) => byte === 0 && at % 2 === rest).length
  if (zerosAt(1) > beginning.length / 4) return 'utf-16le'
  if (zerosAt(0) > beginning.length / 4) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return 'windows-1252'
  }
}
