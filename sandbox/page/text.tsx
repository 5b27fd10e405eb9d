import type { TextObject } from '@slack/types'
import { Mrkdwn } from './mrkdwn.tsx'
import { emojiOf } from './lib/emoji.ts'

/** A text object of Block Kit: mrkdwn with its markup, plain text as it stands but for emoji names. */
export function Text({ of }: { of: TextObject }) {
  if (of.type === 'mrkdwn') return <Mrkdwn text={of.text} verbatim={of.verbatim === true} />
  return <>{withEmoji(of.text)}</>
}

/** Text with `:names:` of emoji turned into the emoji; an unknown name stays as written. */
export function withEmoji(text: string): string {
  return text.replaceAll(
    /:([a-z0-9_+'-]+):(?::(skin-tone-[2-6]):)?/g,
    (written, name: string, tone?: string) => emojiOf(name, tone) ?? written,
  )
}
