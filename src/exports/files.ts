import type { FileKind, MessageData } from '../coaching/messages.ts'
import type { FileFormat } from '../coaching/plan-file.ts'
import { localDate } from '../coaching/local-time.ts'
import type { Reader } from '../coaching/reader.ts'
import type { DrawnFile } from './drawn-file.ts'
import { htmlOf } from './html.ts'
import { lookBackPage } from './look-back-page.ts'
import { markdownOf } from './markdown.ts'
import type { Page } from './page.ts'
import { planPage } from './plan-page.ts'

/** What each kind of message with a file brings. A new kind does not compile until its file can be made. */
const drawings: { [K in FileKind]: (data: MessageData[K], reader: Reader) => Promise<DrawnFile> } = {
  plan_file: (data, reader) => fileOf(planPage(data, reader), data.format, reader),
  look_back_file: (data, reader) => fileOf(lookBackPage(data, reader), data.format, reader),
  my_data_file: async (data, reader) => ({
    name: `${fileName(`Cuecard data of ${data.person.name}`)} ${localDate(reader.now, reader.zone).toString()}.json`,
    title: `Cuecard data of ${data.person.name}`,
    content: bytes(`${JSON.stringify(data, undefined, 2)}\n`),
  }),
}

/** The file that a message of this kind brings, made from the same data as its words. */
export function drawFile<K extends FileKind>(kind: K, data: MessageData[K], reader: Reader): Promise<DrawnFile> {
  return drawings[kind](data, reader)
}

/** A page in one of its formats, named after its title and the day. */
async function fileOf(page: Page, format: FileFormat, reader: Reader): Promise<DrawnFile> {
  const name = `${fileName(page.title)} ${localDate(reader.now, reader.zone).toString()}`
  switch (format) {
    case 'markdown':
      return { name: `${name}.md`, title: page.title, content: bytes(markdownOf(page)) }
    case 'pdf': {
      // Fonts and their tables are loaded when somebody wants them.
      const { pdfOf } = await import('./pdf.ts')
      return { name: `${name}.pdf`, title: page.title, content: await pdfOf(page, reader.now) }
    }
    case 'html':
      return { name: `${name}.html`, title: page.title, content: bytes(htmlOf(page)) }
    default:
      return format satisfies never
  }
}

/** The title without what file systems do not take. */
function fileName(title: string): string {
  const kept = [
    ...title
      .replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  ]
  return kept.slice(0, 60).join('').trim()
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
