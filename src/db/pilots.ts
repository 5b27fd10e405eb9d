import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { PersonId, PilotId, WorkspaceId } from '../coaching/ids.ts'
import type { PilotDesign } from '../coaching/pilot/design.ts'
import { canonical, designShape } from '../coaching/pilot/design.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { pilotDeviations, pilots } from './tables.ts'

export type Pilot = {
  id: PilotId
  workspaceId: WorkspaceId
  state: 'designed' | 'locked' | 'ended'
  design: PilotDesign
  /** SHA-256 of the design as it was locked. */
  hash: string | undefined
  lockedAt: Temporal.Instant | undefined
}

export type Deviation = { note: string; notedAt: Temporal.Instant }

/** The pilot that is being designed or runs, if there is one. */
export async function livingPilot(tx: Tx, workspaceId: WorkspaceId): Promise<Pilot | undefined> {
  const [row] = await tx.sql
    .select()
    .from(pilots)
    .where(and(eq(pilots.workspaceId, workspaceId), inArray(pilots.state, ['designed', 'locked'])))
    .orderBy(desc(pilots.createdAt))
  return row && pilotOf(tx, row)
}

export async function getPilot(tx: Tx, id: PilotId): Promise<Pilot> {
  const [row] = await tx.sql.select().from(pilots).where(eq(pilots.id, id))
  if (row === undefined) throw new Error(`no pilot ${id}`)
  return pilotOf(tx, row)
}

export async function savePilot(tx: Tx, workspaceId: WorkspaceId, design: PilotDesign, now: Temporal.Instant): Promise<Pilot> {
  const id = newId('pilot')
  const designSealed = tx.sealer.seal(canonical(design), designPlace(id))
  await tx.sql.insert(pilots).values({ id, workspaceId, state: 'designed', designSealed, createdAt: now.epochMilliseconds })
  return { id, workspaceId, state: 'designed', design, hash: undefined, lockedAt: undefined }
}

/** Writes another design in place of one that is not locked. False when it is. */
export async function rewriteDesign(tx: Tx, id: PilotId, design: PilotDesign): Promise<boolean> {
  const rows = await tx.sql
    .update(pilots)
    .set({ designSealed: tx.sealer.seal(canonical(design), designPlace(id)) })
    .where(and(eq(pilots.id, id), eq(pilots.state, 'designed')))
    .returning({ id: pilots.id })
  return rows.length > 0
}

/** Freezes a design with its hash. False when it was locked already. */
export async function lockDesign(
  tx: Tx,
  id: PilotId,
  locked: { design: PilotDesign; hash: string; byId: PersonId | undefined; now: Temporal.Instant },
): Promise<boolean> {
  const rows = await tx.sql
    .update(pilots)
    .set({
      state: 'locked',
      designSealed: tx.sealer.seal(canonical(locked.design), designPlace(id)),
      hash: locked.hash,
      lockedAt: locked.now.epochMilliseconds,
      lockedById: locked.byId ?? null,
    })
    .where(and(eq(pilots.id, id), eq(pilots.state, 'designed')))
    .returning({ id: pilots.id })
  return rows.length > 0
}

export async function endPilot(tx: Tx, id: PilotId): Promise<void> {
  await tx.sql.update(pilots).set({ state: 'ended' }).where(eq(pilots.id, id))
}

export async function noteDeviation(
  tx: Tx,
  pilot: { id: PilotId; workspaceId: WorkspaceId },
  deviation: Deviation & { byId: PersonId | undefined },
): Promise<void> {
  const id = newId('deviation')
  await tx.sql.insert(pilotDeviations).values({
    id,
    workspaceId: pilot.workspaceId,
    pilotId: pilot.id,
    noteSealed: tx.sealer.seal(deviation.note, notePlace(id)),
    byId: deviation.byId ?? null,
    notedAt: deviation.notedAt.epochMilliseconds,
  })
}

export async function deviationsOf(tx: Tx, pilotId: PilotId): Promise<Deviation[]> {
  const rows = await tx.sql
    .select()
    .from(pilotDeviations)
    .where(eq(pilotDeviations.pilotId, pilotId))
    .orderBy(asc(pilotDeviations.notedAt), asc(pilotDeviations.id))
  return rows.map((row) => ({
    note: tx.sealer.open(row.noteSealed, notePlace(row.id)),
    notedAt: Temporal.Instant.fromEpochMilliseconds(row.notedAt),
  }))
}

function pilotOf(tx: Tx, row: typeof pilots.$inferSelect): Pilot {
  return {
    // Ids and states were checked when the row was written.
    id: row.id as PilotId,
    workspaceId: row.workspaceId as WorkspaceId,
    state: row.state as Pilot['state'],
    design: designShape.parse(JSON.parse(tx.sealer.open(row.designSealed, designPlace(row.id)))),
    hash: row.hash ?? undefined,
    lockedAt: row.lockedAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.lockedAt),
  }
}

const designPlace = (id: string) => ({ table: 'pilots', id, column: 'design_sealed' })
const notePlace = (id: string) => ({ table: 'pilot_deviations', id, column: 'note_sealed' })
