import type { CoordinatorHome } from '../coaching/coordinator-home.ts'
import type { WorkspaceId } from '../coaching/ids.ts'
import { contactRouteLabels, missingRoutes } from '../coaching/sensitive.ts'
import { contactsOf, elsewhere } from '../db/contacts.ts'
import { countDeadLetters } from '../db/dead-letters.ts'
import { countMentorships } from '../db/mentorships.ts'
import { outboxDepth } from '../db/outbox.ts'
import { countPairs } from '../db/pairs.ts'
import { pausedSince } from '../db/pauses.ts'
import { countRoster, rosterLook } from '../db/roster.ts'
import type { Tx } from '../db/store.ts'
import { getWorkspace } from '../db/workspaces.ts'
import { readMentoringHealth } from './mentoring-health.ts'
import { ownerlessKinds } from './ownerless-kinds.ts'
import { rosterWaits } from './roster-waits.ts'

/** What App Home shows to a coordinator: set-up and health, in counts. */
export async function coordinatorHome(tx: Tx, workspaceId: WorkspaceId, now: Temporal.Instant): Promise<CoordinatorHome> {
  const contacts = await contactsOf(tx, workspaceId)
  const depth = await outboxDepth(tx)
  const mentorships = await countMentorships(tx, workspaceId)
  return {
    thin: (await getWorkspace(tx, workspaceId)).thin ? 'on' : 'off',
    pausedSince: await pausedSince(tx, workspaceId),
    contacts: {
      everywhere: contacts.elsewhere.length,
      missing: missingRoutes(elsewhere, contacts).map((route) => contactRouteLabels[route]),
      countries: Object.entries(contacts.byCountry).flatMap(([country, named]) =>
        country === elsewhere ? [] : [{ country, named: named.length }],
      ),
    },
    pairs: await countPairs(tx, workspaceId),
    mentorships,
    mentoring: await readMentoringHealth(tx, workspaceId, mentorships.active, now),
    roster: {
      ...(await countRoster(tx, workspaceId)),
      waiting: await rosterWaits(tx, workspaceId),
      emails: (await rosterLook(tx, workspaceId)).emails,
    },
    ownerless: (await ownerlessKinds(tx, workspaceId)).length,
    deadLetters: await countDeadLetters(tx, workspaceId),
    delivery: { waiting: (depth['pending'] ?? 0) + (depth['sending'] ?? 0), inDoubt: depth['in_doubt'] ?? 0, failed: depth['failed'] ?? 0 },
  }
}
