import type { Page } from '../../src/exports/page.ts'

/** A page that says the given words wherever people write. */
export function pageOf(words: string): Page {
  return {
    language: 'en-GB',
    title: 'Plan of Maya and Dev',
    facts: ['Q1 2026'],
    sections: [
      {
        heading: 'Goals',
        parts: [
          { part: 'words', label: 'This quarter: on track', text: words, facts: [words] },
          { part: 'note', text: 'Nothing more.' },
        ],
      },
      { heading: 'Next steps', parts: [{ part: 'item', mark: "Dev's step", text: words, facts: ['due Tue 3 March'] }] },
    ],
    footer: ['Dev and you can read this.'],
  }
}
