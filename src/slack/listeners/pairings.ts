import { z } from 'zod'
import type { PersonId } from '../../coaching/ids.ts'
import { languageOf } from '../../coaching/pairing/fit.ts'
import { contexts } from '../../coaching/question-bank.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { mentorOfferOf, mentorOffersIn } from '../../db/mentor-offers.ts'
import { getPeople } from '../../db/people.ts'
import { launchPairings, offerToMentor, pairingsFor } from '../../flows/pairings.ts'
import { list, text } from '../values.ts'
import {
  leaveOut,
  mentorOfferedModal,
  mentorOfferModal,
  mostPairings,
  pairingsLaunchedModal,
  pairingsModal,
  pairingsPreviewModal,
} from '../views/pairings.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'

/** Who can mentor whom: what people offer, and a coordinator's proposal, seen and changed before anybody is asked. */
export function listenToPairings({ routes }: ListenerParts): void {
  routes.action('mentor_offer', async ({ store, person }) => {
    const offer = await mentorOfferOf(store.read, person.id)
    return { open: mentorOfferModal(offer ?? { capacity: 0, contexts: [], languages: [languageOf(person.locale)] }) }
  })
  routes.submission('mentor_offer', async ({ store, person, values, now }) => {
    const form = offerForm.safeParse({
      capacity: text(values, 'capacity'),
      contexts: list(values, 'contexts'),
      languages: list(values, 'languages'),
    })
    if (!form.success) return { errors: { languages: 'Please pick at least one language.' } }
    await offerToMentor(store, person, form.data, now)
    return { update: mentorOfferedModal(form.data.capacity) }
  })

  routes.action('pairings', async ({ store, person, now }) => {
    const proposed = await pairingsFor(store.read, person, now)
    if (isRefusal(proposed)) return proposed
    const offers = await mentorOffersIn(store.read, person.workspaceId)
    return { open: pairingsModal(proposed, offers.length > 0 ? 'some' : 'none') }
  })
  routes.submission('pairings', async (call) => {
    const { store, person, values, now } = call
    const proposed = await pairingsFor(store.read, person, now)
    if (isRefusal(proposed)) return proposed
    const chosen = proposed.slice(0, mostPairings).flatMap(({ managerId, managerName, mentor, others }) => {
      const picked = text(values, managerId)
      const suited = picked === leaveOut ? undefined : [...(mentor ? [mentor] : []), ...others].find(({ mentorId }) => mentorId === picked)
      return suited === undefined ? [] : [{ managerId, managerName, mentorId: suited.mentorId, mentorName: suited.mentorName }]
    })
    return { update: pairingsPreviewModal(chosen, person.name, readerOf(call)) }
  })
  routes.submission('pairings_preview', async ({ store, person, meta, now }) => {
    const chosen = meta.pairs.map(([managerId, mentorId]) => ({ managerId, mentorId }))
    const launched = await launchPairings(store, person, chosen, now)
    if (isRefusal(launched)) return launched
    const names = await getPeople(
      store.read,
      launched.map(({ managerId }): PersonId => managerId),
    )
    const refused = launched.flatMap((one) =>
      one.refused === undefined ? [] : [{ managerName: names.get(one.managerId)?.name ?? '', sentence: one.refused }],
    )
    return { update: pairingsLaunchedModal({ asked: launched.length - refused.length, refused }) }
  })
}

const offerForm = z.object({
  capacity: z.coerce.number().int().min(0).max(8),
  contexts: z.array(z.enum(contexts)),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).min(1),
})
