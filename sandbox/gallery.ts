import type { Reader } from '../src/coaching/reader.ts'
import { drawHome } from '../src/slack/views/home.ts'
import type { PostedKind } from '../src/slack/views/messages.ts'
import { drawMessage } from '../src/slack/views/messages.ts'
import { sampleNow } from '../src/slack/views/samples/at.ts'
import { homeSamples, messageSamples, modalSamples } from '../src/slack/views/samples/index.ts'
import { cast } from './cast.ts'
import type { PersonState } from './practice-api.ts'

export type Sample = {
  kind: string
  state: string
  surface: 'message' | 'modal' | 'home'
  thin: boolean
  message?: unknown
  view?: unknown
}

const reader: Reader = { zone: 'Europe/Berlin', locale: 'en-GB', thin: false, now: sampleNow }

/** Every message, modal and App Home that Cuecard can show, in every state, from the sample data that the snapshots use too. `people` are whom they mention. */
export function gallery(): { groups: { name: string; samples: Sample[] }[]; people: PersonState[] } {
  const messages = Object.entries(messageSamples).map(([kind, states]) => ({
    name: kind,
    samples: Object.entries(states).flatMap(([state, data]) =>
      [false, true].map((thin): Sample => ({ kind, state, surface: 'message', thin, message: drawAny(kind, data, { ...reader, thin }) })),
    ),
  }))
  const modals = Object.entries(modalSamples(reader)).map(([kind, states]) => ({
    name: kind,
    samples: Object.entries(states).map(([state, view]): Sample => ({ kind, state, surface: 'modal', thin: false, view })),
  }))
  const homes = {
    name: 'home',
    samples: Object.entries(homeSamples).map(([state, data]): Sample => ({
      kind: 'home',
      state,
      surface: 'home',
      thin: false,
      view: drawHome(data, reader),
    })),
  }
  const people = cast.map(({ id, name, title, zone }): PersonState => ({
    id,
    name,
    displayName: name,
    title,
    zone,
    colour: '#1f6f8b',
    kind: 'member',
  }))
  return { groups: [homes, ...messages, ...modals], people }
}

/** `Object.entries` forgets which data belongs to which kind; the samples' own type has checked it. */
function drawAny(kind: string, data: unknown, as: Reader) {
  return drawMessage(kind as PostedKind, data as never, as)
}
