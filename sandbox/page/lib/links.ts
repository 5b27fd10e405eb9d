import type { Inline } from './mrkdwn.ts'

/** The address itself if a page may lead there, undefined for anything that could run or that leads nowhere. */
export function safeUrl(url: string): string | undefined {
  return URL.canParse(url) && SAFE.has(new URL(url).protocol) ? url : undefined
}

/** A text with the bare web and e-mail addresses in it made into links, as Slack does unless the text is verbatim. */
export function linked(text: string): Inline[] {
  return text.split(BARE_ADDRESS).flatMap((piece, index): Inline[] => {
    if (piece === '') return []
    const url = index % 2 === 0 ? undefined : safeUrl(piece.includes('://') ? piece : `mailto:${piece}`)
    const words: Inline = { kind: 'text', text: piece }
    return url === undefined ? [words] : [{ kind: 'link', url, children: [words] }]
  })
}

const SAFE = new Set(['http:', 'https:', 'mailto:', 'slack:'])

/** Punctuation at the end belongs to the sentence, not to the address. */
const BARE_ADDRESS = /(https?:\/\/[^\s<>|]*[^\s<>|.,:;!?'")\]}*_~`]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/
