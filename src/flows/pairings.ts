import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Apart, ManagerSeeking, MentorOffered } from '../coaching/pairing/fit.ts'
import { languageOf } from '../coaching/pairing/fit.ts'
import type { ProposedPairing } from '../coaching/pairing/propose.ts'
import { proposePairings } from '../coaching/pairing/propose.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import { coachingIn, dropMentorOffer, mentorOffersIn, mentorshipsIn, saveMentorOffer } from '../db/mentor-offers.ts'
import type { MentorOffer } from '../db/mentor-offers.ts'
import type { Person } from '../db/people.ts'
import { getPeople } from '../db/people.ts'
import { rosterOf } from '../db/roster.ts'
import type { Store, Tx } from '../db/store.ts'
import { proposeMentor } from './mentorships.ts'

/** Keeps what somebody offers as a mentor; room for nobody takes the offer back. Mentorships that run are not touched. */
export async function offerToMentor(store: Store, by: Person, offer: Omit<MentorOffer, 'personId'>, now: Temporal.Instant): Promise<void> {
  await store.write((tx) =>
    offer.capacity === 0
      ? dropMentorOffer(tx, by.id)
      : saveMentorOffer(tx, { ...offer, personId: by.id, workspaceId: by.workspaceId, now }),
  )
}

/** Proposes a mentor for each manager who has none and asked none, for a coordinator. */
export async function pairingsFor(tx: Tx, by: Person, now: Temporal.Instant): Promise<ProposedPairing[] | Refusal<'not_yours'>> {
  if (!by.coordinator) return notYours
  const coaching = await coachingIn(tx, by.workspaceId)
  const together = await mentorshipsIn(tx, by.workspaceId)
  const offers = await mentorOffersIn(tx, by.workspaceId)
  const served = new Set(together.filter(({ living }) => living).map(({ managerId }) => managerId))
  const seeking = [...new Set(coaching.map(({ managerId }) => managerId))].filter((id) => !served.has(id)).toSorted()
  const people = await getPeople(tx, [...seeking, ...offers.map(({ personId }) => personId)])
  const member = (id: PersonId) => {
    const person = people.get(id)
    return person?.kind === 'member' ? person : undefined
  }
  const managers = seeking.flatMap((id): ManagerSeeking[] => {
    const person = member(id)
    const contexts = [...new Set(coaching.filter(({ managerId }) => managerId === id).map(({ context }) => context))]
    return person === undefined ? [] : [{ ...seat(person, [languageOf(person.locale)]), contexts }]
  })
  const mentors = offers.flatMap((offer): MentorOffered[] => {
    const person = member(offer.personId)
    const taken = together.filter(({ living, mentorId }) => living && mentorId === offer.personId).length
    return person === undefined ? [] : [{ ...seat(person, offer.languages), capacity: offer.capacity, taken, contexts: offer.contexts }]
  })
  return proposePairings(managers, mentors, await apartIn(tx, by.workspaceId, coaching, together), now)
}

function seat({ id, name, zone, week }: Person, languages: string[]) {
  return { personId: id, name, zone, week, languages }
}

/** Who must not be paired: people in each other's line, by the roster and by the 1:1s in Cuecard, and two who were together or asked before. */
async function apartIn(
  tx: Tx,
  workspaceId: WorkspaceId,
  coaching: readonly { managerId: PersonId; employeeId: PersonId }[],
  together: readonly { managerId: PersonId; mentorId: PersonId }[],
): Promise<Apart> {
  const roster = await rosterOf(tx, workspaceId)
  const managersOf = new Map<PersonId, PersonId[]>()
  const stands = (employeeId: PersonId, managerId: PersonId) =>
    managersOf.set(employeeId, [...(managersOf.get(employeeId) ?? []), managerId])
  for (const { managerId, employeeId } of coaching) stands(employeeId, managerId)
  for (const { personId, managerId } of roster.values()) {
    const above = managerId === undefined ? undefined : roster.get(managerId)?.personId
    if (personId !== undefined && above !== undefined) stands(personId, above)
  }
  const lines = new Map<PersonId, ReadonlySet<PersonId>>()
  const lineOf = (id: PersonId) => {
    const known = lines.get(id)
    if (known !== undefined) return known
    const line = new Set<PersonId>()
    addAbove(id, line)
    lines.set(id, line)
    return line
  }
  function addAbove(id: PersonId, line: Set<PersonId>): void {
    for (const above of managersOf.get(id) ?? []) {
      if (line.has(above)) continue
      line.add(above)
      addAbove(above, line)
    }
  }
  const met = new Set(together.map(({ managerId, mentorId }) => `${managerId} ${mentorId}`))
  return {
    inLine: (one, other) => lineOf(one).has(other) || lineOf(other).has(one),
    before: (manager, mentor) => met.has(`${manager} ${mentor}`),
  }
}

/** What became of each pairing that a coordinator launched: the mentor is asked, or the reason why not. */
export type Launched = { managerId: PersonId; mentorId: PersonId; refused: string | undefined }

/** Asks the mentor of each pairing. Each stands for itself: one that is refused keeps no other from being asked. */
export async function launchPairings(
  store: Store,
  by: Person,
  chosen: readonly { managerId: PersonId; mentorId: PersonId }[],
  now: Temporal.Instant,
): Promise<Launched[] | Refusal<'not_yours'>> {
  if (!by.coordinator) return notYours
  const people = await getPeople(
    store.read,
    chosen.flatMap(({ managerId, mentorId }) => [managerId, mentorId]),
  )
  const launched: Launched[] = []
  for (const { managerId, mentorId } of chosen) {
    const manager = people.get(managerId)
    const mentor = people.get(mentorId)
    if (manager === undefined || mentor === undefined || manager.workspaceId !== by.workspaceId || mentor.workspaceId !== by.workspaceId)
      continue
    const asked = await proposeMentor(store, { manager, mentor, by }, now)
    launched.push({ managerId, mentorId, refused: isRefusal(asked) ? asked.sentence : undefined })
  }
  return launched
}

const notYours = refusal('not_yours', 'Only a coordinator can pair managers and mentors. Nothing was changed.')
