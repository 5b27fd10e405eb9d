/**
 * One page as every kind of export draws it: Markdown, HTML and PDF differ in looks only. All texts are plain: what people wrote is never
 * read as markup, and each drawing makes it safe in its own way.
 */
export type Page = {
  /** BCP 47 tag of our own words. */
  language: string
  title: string
  /** Short facts under the title, such as the quarter. */
  facts: string[]
  sections: PageSection[]
  /** Who can read it, and what it is not. */
  footer: string[]
}
export type PageSection = { heading: string; parts: PagePart[] }

/**
 * - `words`: what a person wrote, with an optional label of ours before it.
 * - `item`: one thing of a list, what a person wrote, with facts of ours under it. `mark` says its state in words.
 * - `note`: our own sentence, such as that nothing is there.
 */
export type PagePart =
  | { part: 'words'; label?: string; text: string; facts?: string[] }
  | { part: 'item'; mark: string; text: string; facts: string[] }
  | { part: 'note'; text: string }
