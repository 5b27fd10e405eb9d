import type { Cadence } from '../../coaching/cadence.ts'
import { localDate } from '../../coaching/local-time.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { nextWorkingDay } from '../../coaching/working-days.ts'
import type { Person } from '../../db/people.ts'
import { addPairs, whyNotAdd } from '../../flows/pairs.ts'
import type { SubmissionReply } from '../listen.ts'
import { list, text } from '../values.ts'
import { mostAtOnce, severalAddedModal, severalPairsModal, severalTimesModal } from '../views/several-pairs.ts'
import type { ListenerParts } from './index.ts'
import { readPairForm } from './pairs.ts'
import { showForm } from './plan-screens.ts'
import { readerOf } from './reader.ts'

/** *Add several*: up to ten people in one picker, then a day and a time for each. */
export function listenToSeveralPairs({ routes, directory }: ListenerParts): void {
  routes.action('add_several', async (call) =>
    showForm(call.where, severalPairsModal({ rhythm: 'weekly', length: '30', context: 'general', lead: call.person.lead })),
  )

  routes.submission('several_pairs', async (call): Promise<SubmissionReply> => {
    const ids = [...new Set(list(call.values, 'people'))]
    if (ids.length === 0) return { errors: { people: 'Please pick at least one person.' } }
    if (ids.length > mostAtOnce) return { errors: { people: `At most ${mostAtOnce} people at once; these are ${ids.length}.` } }
    const people: Person[] = []
    const no: string[] = []
    for (const id of ids) {
      const person = await directory.refresh(id, call.now)
      const why = person === undefined ? unseen : await whyNotAdd(call.store.read, call.person, person)
      if (person === undefined || why !== undefined) no.push(why ?? unseen)
      else people.push(person)
    }
    if (no.length > 0) return { errors: { people: no.join(' ') } }
    const read = readPairForm({ ...call.values, ...firstGuess(call.person, call.now) }, call.person, call.now)
    if ('errors' in read) return read
    const { rhythm, lengthMinutes, context, lead } = read.asFilledIn
    return {
      update: severalTimesModal({
        people,
        shared: { rhythm, length: String(lengthMinutes), context, lead },
        firstOn: firstGuess(call.person, call.now).first_on,
        time: firstGuess(call.person, call.now).time,
      }),
    }
  })

  routes.submission('several_times', async (call): Promise<SubmissionReply> => {
    const { people: ids, ...shared } = call.meta
    const errors: Record<string, string> = {}
    const asked: { employee: Person; cadence: Cadence }[] = []
    for (const id of ids) {
      const employee = await directory.refresh(id, call.now)
      const own = { first_on: text(call.values, `first_on.${id}`), time: text(call.values, `time.${id}`) }
      const read = readPairForm({ ...shared, ...own }, call.person, call.now)
      if ('errors' in read)
        for (const [field, sentence] of Object.entries(read.errors)) errors[field === 'time' ? `time.${id}` : `first_on.${id}`] = sentence
      else if (employee === undefined) errors[`first_on.${id}`] = unseen
      else asked.push({ employee, cadence: read.cadence })
    }
    if (Object.keys(errors).length > 0) return { errors }
    const outcome = await addPairs(call.store, call.person, asked, { context: shared.context, lead: shared.lead }, call.now)
    return {
      update: severalAddedModal(
        {
          added: outcome.flatMap(({ name, result }) => (isRefusal(result) ? [] : [{ name, meetingAt: result.meetingAt }])),
          left: outcome.flatMap(({ result }) => (isRefusal(result) ? [result.sentence] : [])),
        },
        readerOf(call),
      ),
    }
  })
}

const unseen = 'Slack does not know one of these people, or does not let Cuecard see them. Nothing was saved. Please choose somebody else.'

/** What the dates and times start from: the next working day, at two. */
function firstGuess(person: Person, now: Temporal.Instant): { first_on: string; time: string } {
  return { first_on: nextWorkingDay(localDate(now, person.zone), person.week).toString(), time: '14:00' }
}
