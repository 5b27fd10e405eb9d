import { crc32, deflateSync } from 'node:zlib'

/**
 * The picture as a PNG without transparency, always the same bytes for the same pixels. `pixels` are RGBA, eight bits each, row by row, with
 * nothing see-through in them. pdfkit takes such a file as it is; one with an alpha channel it takes apart beside the event loop, and which
 * picture is done first decides the order inside the PDF.
 * Format: PNG specification, third edition (W3C), colour type 2.
 */
export function opaquePng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const stride = 1 + width * 3
  const rows = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4
      rows.set(pixels.subarray(from, from + 3), y * stride + 1 + x * 3)
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Uint8Array.from(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]),
  )
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
