import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { CoordinatorShown } from '../coaching/coordinators.ts'
import { audit } from '../db/audit.ts'
import { appointCoordinator, coordinatorsOf, coordinatorSince, dismissCoordinator } from '../db/people.ts'
import type { Person } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'

/** The coordinators, for one of them. */
export async function coordinatorsFor(tx: Tx, by: Person): Promise<CoordinatorShown[] | Refusal<'not_yours'>> {
  if (!by.coordinator) return notYours
  const all = await coordinatorsOf(tx, by.workspaceId)
  return Promise.all(
    all.map(async (person) => ({
      personId: person.id,
      name: person.name,
      named: (await coordinatorSince(tx, person.id)) === 'setting' ? ('in the settings' as const) : ('by a coordinator' as const),
      isYou: person.id === by.id,
    })),
  )
}

/** Makes somebody a coordinator. It is written down who did it. */
export async function appoint(store: Store, by: Person, person: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  if (!by.coordinator) return notYours
  if (person.kind !== 'member')
    return refusal('no_member', `${person.name} is no full member of this workspace, so they cannot be a coordinator. Nothing was changed.`)
  return store.write(async (tx) => {
    if (!(await appointCoordinator(tx, person.id)))
      return refusal('is_one', `${person.name} is a coordinator already. Nothing was changed.`)
    await audit(tx, by.workspaceId, { actorId: by.id, what: 'coordinator_appointed', subjectId: person.id, at: now })
    await redrawHomes(tx, await coordinatorsOf(tx, by.workspaceId), now)
    return undefined
  })
}

/** Takes the part of coordinator from somebody who was appointed. Those whom the settings name stay until the settings change. */
export async function dismiss(store: Store, by: Person, person: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  if (!by.coordinator) return notYours
  return store.write(async (tx) => {
    const how = await coordinatorSince(tx, person.id)
    if (how === undefined) return refusal('is_none', `${person.name} is no coordinator any more. Nothing was changed.`)
    if (how === 'setting')
      return refusal(
        'in_settings',
        `${person.name} is named in the settings of the server (COORDINATORS), so only whoever runs it can change that. Nothing was changed.`,
      )
    if ((await coordinatorsOf(tx, by.workspaceId)).length === 1)
      return refusal('the_last', 'Somebody has to be the coordinator. Please appoint another first. Nothing was changed.')
    await dismissCoordinator(tx, person.id)
    await audit(tx, by.workspaceId, { actorId: by.id, what: 'coordinator_dismissed', subjectId: person.id, at: now })
    await redrawHomes(tx, [...(await coordinatorsOf(tx, by.workspaceId)), person], now)
    return undefined
  })
}

const notYours = refusal('not_yours', 'Only coordinators can see or change who they are. Nothing was changed.')
