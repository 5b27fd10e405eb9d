import type { DebriefId, PersonId } from '../coaching/ids.ts'
import { livingDebriefsOf } from '../db/debriefs.ts'
import { getPeople } from '../db/people.ts'
import type { Tx } from '../db/store.ts'

/** One line of App Home: a debrief that is not closed, from one person's side. */
export type OpenDebrief = {
  debriefId: DebriefId
  side: 'manager' | 'mentor'
  otherName: string
  state: 'open' | 'answered'
  askedAt: Temporal.Instant
}

/** The debriefs of a person that are not closed, oldest first, whichever side they are on. */
export async function openDebriefsOf(tx: Tx, personId: PersonId): Promise<OpenDebrief[]> {
  const debriefs = await livingDebriefsOf(tx, personId)
  const people = await getPeople(
    tx,
    debriefs.flatMap((one) => [one.managerId, one.mentorId]),
  )
  return debriefs.map((one) => {
    const side = one.managerId === personId ? 'manager' : 'mentor'
    const other = people.get(side === 'manager' ? one.mentorId : one.managerId)
    return {
      debriefId: one.id,
      side,
      otherName: other?.name ?? '',
      state: one.state === 'answered' ? 'answered' : 'open',
      askedAt: one.openedAt,
    }
  })
}
