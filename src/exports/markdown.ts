import type { Page, PagePart } from './page.ts'

/** The page as Markdown (CommonMark). What people wrote is escaped, so that nothing in it is read as markup. */
export function markdownOf(page: Page): string {
  const lines = [
    `# ${safe(page.title)}`,
    page.facts.map(safe).join(' · '),
    ...page.sections.flatMap(({ heading, parts }) => [`## ${safe(heading)}`, ...partsOf(parts)]),
    '---',
    ...page.footer.map((sentence) => `_${safe(sentence)}_`),
  ]
  return `${lines.filter((line) => line !== '').join('\n\n')}\n`
}

/** Items that follow each other stand together as one list. */
function partsOf(parts: readonly PagePart[]): string[] {
  const blocks: string[] = []
  let list: string[] = []
  const endList = () => {
    if (list.length > 0) blocks.push(list.join('\n'))
    list = []
  }
  for (const part of parts) {
    if (part.part === 'item') {
      const [first = '', ...rest] = linesOf(part.text)
      const mark = part.mark === '' ? '' : `**${safe(part.mark)}:** `
      list.push([`- ${mark}${first}`, ...[...rest, ...part.facts.map(safe)].map((line) => `  ${line}`)].join('  \n'))
      continue
    }
    endList()
    if (part.part === 'note') blocks.push(safe(part.text))
    else {
      const label = part.label === undefined ? [] : [`**${safe(part.label)}**`]
      const quoted = linesOf(part.text).map((line) => `> ${line}`.trimEnd())
      blocks.push([...label, ...(label.length > 0 ? [''] : []), quoted.join('  \n')].join('\n'))
      if (part.facts !== undefined && part.facts.length > 0) blocks.push(part.facts.map(safe).join(' · '))
    }
  }
  endList()
  return blocks
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map(safe)
}

/** Every character that could be read as markup is escaped; the rest stays readable. */
function safe(text: string): string {
  return text
    .replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>|~]/g, (mark) => `\\${mark}`)
    .replaceAll(/&(?=#?\w+;)/g, '\\&')
    .replace(/^(\s*)([-+=#]|\d+(?=[.)]))/, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
    )
}
