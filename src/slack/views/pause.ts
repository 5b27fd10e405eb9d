import { sayDateTime } from '../../coaching/local-time.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import { button, modal, section } from './kit.ts'

const copy = {
  title: 'Pause everything',
  pause: 'Pause everything',
  ask: '*Stop everything that Cuecard sends, to everybody?*',
  what: 'It stops at once. Nothing is lost: people can still open their plans and write, and what they do is kept. Messages about it wait until a coordinator resumes.',
  later: 'What falls due during the pause is not caught up with.',
  paused: (since: string) => `*Everything is paused* since ${since}. Nobody gets a message from Cuecard.`,
  resume: 'Resume',
  done: 'Everything is paused. You can resume it on App Home.',
}

/** On App Home, for coordinators. */
export const pauseButton = button('pause_everything', copy.pause, {})

export function pausedBlocks(since: Temporal.Instant | undefined, reader: Reader): KnownBlock[] {
  if (since === undefined) return []
  const resume = button('resume_everything', copy.resume, {}, { style: 'primary' })
  return [section(copy.paused(sayDateTime(since, reader.zone)), resume)]
}

export function pauseModal(): ModalView {
  return modal(
    'pause_everything',
    {},
    {
      title: copy.title,
      submit: 'Pause',
      close: 'Cancel',
      blocks: [section(copy.ask), section(copy.what), section(copy.later)],
    },
  )
}

export function pausedModal(): ModalView {
  return modal('notice', {}, { title: copy.title, close: 'Done', blocks: [section(copy.done)] })
}
