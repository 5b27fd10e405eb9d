import { visibilityLine } from '../coaching/access.ts'
import { sayDateTime } from '../coaching/local-time.ts'
import type { LookBackFile, LookBackSection } from '../coaching/look-back.ts'
import { lookBackHeadings, noAppraisal } from '../coaching/look-back-words.ts'
import type { Reader } from '../coaching/reader.ts'
import type { Page } from './page.ts'

const copy = {
  title: (manager: string, employee: string, quarter: string) => `${quarter} of ${manager} and ${employee}, looking back`,
  printed: (when: string) => `made ${when}`,
  nothing: 'Nothing in this quarter.',
  afterwards: 'This file is a copy. Cuecard deletes it from Slack after 24 hours; where you save it, you look after it.',
}

/** The look-back as one page, without the lines that were taken out. */
export function lookBackPage({ lookBack, side }: LookBackFile, reader: Reader): Page {
  const { managerName, employeeName, quarter, lines } = lookBack
  const names = side === 'manager' ? { employee: employeeName } : { manager: managerName }
  return {
    language: 'en-GB',
    title: copy.title(managerName, employeeName, quarter),
    facts: [quarter, copy.printed(sayDateTime(reader.now, reader.zone, reader.locale))],
    sections: (Object.keys(lookBackHeadings) as LookBackSection[]).map((section) => {
      const ofSection = lines.filter((line) => line.section === section)
      return {
        heading: lookBackHeadings[section],
        parts:
          ofSection.length === 0
            ? [{ part: 'note', text: copy.nothing }]
            : ofSection.map(({ text, fact }) =>
                text === '' ? { part: 'item', mark: fact, text: '', facts: [] } : { part: 'item', mark: fact, text, facts: [] },
              ),
      }
    }),
    footer: [noAppraisal, visibilityLine('plan', { role: side, names }).full, copy.afterwards],
  }
}
