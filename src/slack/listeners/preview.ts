import { refusal } from '../../coaching/refusal.ts'
import type { Reader } from '../../coaching/reader.ts'
import { sendSample } from '../../flows/sample-messages.ts'
import { text } from '../values.ts'
import type { PostedKind } from '../views/messages.ts'
import { drawMessage } from '../views/messages.ts'
import { previewModal } from '../views/preview.ts'
import { messageSamples } from '../views/samples/index.ts'
import { sampleNow } from '../views/samples/at.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

const kinds = (Object.keys(messageSamples) as PostedKind[]).filter((kind) => kind !== 'sample_message')
/** How people at the edges fill a message is for the gallery; coordinators look at what messages say. */
const edges = /(at_the_limits_of_words|right_to_left|chinese_and_japanese)$/

/** The preview of every message, for coordinators before people begin. */
export function listenToPreview({ routes }: ListenerParts): void {
  routes.action('preview', async ({ person }) => (person.coordinator ? { open: previewModal(kinds, undefined) } : coordinatorsOnly))
  routes.action('send_sample', async ({ store, person, now, value: { of, state } }) => {
    const kind = kinds.find((one) => one === of)
    if (kind === undefined || !Object.hasOwn(messageSamples[kind], state)) return noSuchSample
    return (await sendSample(store, person, { of: kind, state }, now)) ?? { notice: sent }
  })
  routes.action('sample_button', async () => ({ notice: onlySample }))
  routes.submission('preview', async (call) => {
    if (!call.person.coordinator) return coordinatorsOnly
    const kind = kinds.find((one) => one === text(call.values, 'kind'))
    if (kind === undefined) return { errors: { kind: 'Please pick a message.' } }
    return { update: previewModal(kinds, { kind, cases: casesOf(kind, { ...readerOf(call), now: sampleNow }) }) }
  })
}

function casesOf<K extends PostedKind>(kind: K, reader: Reader) {
  return Object.entries(messageSamples[kind])
    .filter(([name]) => !edges.test(name))
    .map(([name, data]) => ({ name, message: drawMessage(kind, data, reader) }))
}

const sent = 'Sent. The sample is in your messages with Cuecard, and nobody else got it.'
const onlySample = 'This is a sample, so nothing happened. In the real message this button does its work.'
const noSuchSample = refusal('no_such_sample', 'There is no such sample any more, so nothing was sent. Please open the preview again.')
const coordinatorsOnly = refusal('not_coordinator', 'Only coordinators can look through the messages. Nothing was changed.')
