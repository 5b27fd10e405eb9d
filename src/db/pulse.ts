import { randomBytes, randomInt } from 'node:crypto'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { PersonId, PilotId, PulseWaveId, WorkspaceId } from '../coaching/ids.ts'
import type { PulseBallot, WaveName } from '../coaching/pilot/pulse-items.ts'
import { monthAnswers } from '../coaching/pilot/pulse-items.ts'
import type { WaveDays } from '../coaching/pilot/pulse-times.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { pulseAnswers, pulseHeld, pulseInvited, pulseWaves } from './tables.ts'

export type PulseWave = {
  id: PulseWaveId
  workspaceId: WorkspaceId
  pilotId: PilotId
  wave: WaveName
  opensOn: Temporal.PlainDate
  lastDay: Temporal.PlainDate
  state: 'planned' | 'open' | 'closed'
}

/** Somebody who is asked in a wave, and whom the answers are about. */
export type Invitee = { personId: PersonId; managerCode: string }
export type Invited = Invitee & { id: string; waveId: PulseWaveId; asked: boolean; reminded: boolean; answered: boolean }

/** One answer of a closed wave. */
export type PulseAnswer = { managerCode: string; ballot: PulseBallot }

export async function planWaves(tx: Tx, pilot: { id: PilotId; workspaceId: WorkspaceId }, waves: readonly WaveDays[]): Promise<void> {
  await tx.sql.insert(pulseWaves).values(
    waves.map(({ wave, opensOn, lastDay }) => ({
      id: newId('pulseWave'),
      workspaceId: pilot.workspaceId,
      pilotId: pilot.id,
      wave,
      opensOn: opensOn.toString(),
      lastDayOn: lastDay.toString(),
      state: 'planned',
    })),
  )
}

/** Takes away the waves of a pilot that have not opened. */
export async function dropPlannedWaves(tx: Tx, pilotId: PilotId): Promise<void> {
  await tx.sql.delete(pulseWaves).where(and(eq(pulseWaves.pilotId, pilotId), eq(pulseWaves.state, 'planned')))
}

export async function wavesOf(tx: Tx, pilotId: PilotId): Promise<PulseWave[]> {
  const rows = await tx.sql.select().from(pulseWaves).where(eq(pulseWaves.pilotId, pilotId)).orderBy(asc(pulseWaves.opensOn))
  return rows.map(waveOf)
}

/** Waves of all workspaces in a state, for the tick. */
export async function wavesIn(tx: Tx, state: PulseWave['state']): Promise<PulseWave[]> {
  const rows = await tx.sql.select().from(pulseWaves).where(eq(pulseWaves.state, state)).orderBy(asc(pulseWaves.opensOn))
  return rows.map(waveOf)
}

export async function findWave(tx: Tx, id: PulseWaveId): Promise<PulseWave | undefined> {
  const [row] = await tx.sql.select().from(pulseWaves).where(eq(pulseWaves.id, id))
  return row && waveOf(row)
}

/** Opens a planned wave for these people. False when another did it first. */
export async function openWave(tx: Tx, wave: PulseWave, invitees: readonly Invitee[]): Promise<boolean> {
  const opened = await tx.sql
    .update(pulseWaves)
    .set({ state: 'open' })
    .where(and(eq(pulseWaves.id, wave.id), eq(pulseWaves.state, 'planned')))
    .returning({ id: pulseWaves.id })
  if (opened.length === 0) return false
  for (const some of inPortions(shuffled(invitees)))
    await tx.sql
      .insert(pulseInvited)
      .values(some.map((one) => ({ id: newId('invited'), workspaceId: wave.workspaceId, waveId: wave.id, ...one })))
      .onConflictDoNothing()
  await tx.sql.insert(pulseHeld).values(
    Array.from({ length: PARTS }, (_none, part) => ({
      waveId: wave.id,
      workspaceId: wave.workspaceId,
      part,
      answersSealed: tx.sealer.seal('[]', heldPlace(wave.id, part)),
    })),
  )
  return true
}

export async function invitedTo(tx: Tx, waveId: PulseWaveId): Promise<Invited[]> {
  const rows = await tx.sql.select().from(pulseInvited).where(eq(pulseInvited.waveId, waveId)).orderBy(asc(pulseInvited.id))
  return rows.map(invitedOf)
}

export async function findInvited(tx: Tx, waveId: PulseWaveId, personId: PersonId): Promise<Invited | undefined> {
  const [row] = await tx.sql
    .select()
    .from(pulseInvited)
    .where(and(eq(pulseInvited.waveId, waveId), eq(pulseInvited.personId, personId)))
  return row && invitedOf(row)
}

/** Notes that somebody is asked, or reminded. False when that had been done. */
export async function noteInvited(tx: Tx, id: string, what: 'asked' | 'reminded'): Promise<boolean> {
  const rows = await tx.sql
    .update(pulseInvited)
    .set({ [what]: 1 })
    .where(and(eq(pulseInvited.id, id), eq(pulseInvited[what], 0)))
    .returning({ id: pulseInvited.id })
  return rows.length > 0
}

/**
 * Notes that a person has answered and puts the answer with the others of the open wave, in this transaction: one does not happen without the other.
 * False when the person had answered before. What is written of the answer has no place, order or time of its own.
 */
export async function addBallot(tx: Tx, invited: Invited, ballot: PulseBallot): Promise<boolean> {
  const first = await tx.sql
    .update(pulseInvited)
    .set({ answered: 1 })
    .where(and(eq(pulseInvited.id, invited.id), eq(pulseInvited.answered, 0)))
    .returning({ id: pulseInvited.id })
  if (first.length === 0) return false
  const part = randomInt(PARTS)
  const ofPart = and(eq(pulseHeld.waveId, invited.waveId), eq(pulseHeld.part, part))
  // Writing the row before reading it makes a second answer on another connection wait for this one.
  const [held] = await tx.sql
    .update(pulseHeld)
    .set({ part: sql`${pulseHeld.part}` })
    .where(ofPart)
    .returning({ answersSealed: pulseHeld.answersSealed })
  if (held === undefined) throw new Error('an open wave has no place for answers')
  const answers = [...readHeld(tx, invited.waveId, part, held.answersSealed), { managerCode: invited.managerCode, ballot }]
  await tx.sql
    .update(pulseHeld)
    .set({ answersSealed: tx.sealer.seal(JSON.stringify(shuffled(answers)), heldPlace(invited.waveId, part)) })
    .where(ofPart)
  return true
}

/** Ends a wave: its answers are written all at once, in an order drawn by lot, and the held ones are gone. False when another did it first. */
export async function closeWave(tx: Tx, wave: PulseWave): Promise<boolean> {
  const closed = await tx.sql
    .update(pulseWaves)
    .set({ state: 'closed' })
    .where(and(eq(pulseWaves.id, wave.id), eq(pulseWaves.state, 'open')))
    .returning({ id: pulseWaves.id })
  if (closed.length === 0) return false
  const parts = await tx.sql.delete(pulseHeld).where(eq(pulseHeld.waveId, wave.id)).returning()
  const answers = parts.flatMap(({ part, answersSealed }) => readHeld(tx, wave.id, part, answersSealed))
  await saveAnswers(tx, wave, answers)
  return true
}

/** Writes answers of a closed wave in an order drawn by lot. */
export async function saveAnswers(tx: Tx, wave: PulseWave, answers: readonly PulseAnswer[]): Promise<void> {
  for (const some of inPortions(shuffled(answers)))
    await tx.sql.insert(pulseAnswers).values(
      some.map(({ managerCode, ballot }) => ({
        token: randomBytes(16).toString('base64url'),
        workspaceId: wave.workspaceId,
        waveId: wave.id,
        managerCode,
        answers: JSON.stringify(ballot),
      })),
    )
}

/** The answers of a closed wave, in the order of their tokens: none while it is open. */
export async function answersOf(tx: Tx, waveIds: readonly PulseWaveId[]): Promise<(PulseAnswer & { waveId: PulseWaveId })[]> {
  if (waveIds.length === 0) return []
  const rows = await tx.sql
    .select()
    .from(pulseAnswers)
    .where(inArray(pulseAnswers.waveId, [...waveIds]))
    .orderBy(asc(pulseAnswers.token))
  return rows.map((row) => ({
    // Written by `saveAnswers`.
    waveId: row.waveId as PulseWaveId,
    managerCode: row.managerCode,
    ballot: ballotShape.parse(JSON.parse(row.answers)),
  }))
}

/** How many rows the answers of an open wave are spread over: enough that people who answer in the same second do not wait. */
const PARTS = 8

const monthAnswer = z.enum(monthAnswers).nullable()
const ballotShape = z.object({ items: z.array(z.int().min(1).max(5).nullable()).length(5), asked: monthAnswer, applied: monthAnswer })
const heldShape = z.array(z.object({ managerCode: z.string(), ballot: ballotShape }))

function readHeld(tx: Tx, waveId: PulseWaveId, part: number, sealed: string): PulseAnswer[] {
  return heldShape.parse(JSON.parse(tx.sealer.open(sealed, heldPlace(waveId, part))))
}

const heldPlace = (waveId: PulseWaveId, part: number) => ({ table: 'pulse_held', id: `${waveId}/${part}`, column: 'answers_sealed' })

/** Fisher-Yates with the system's random numbers: nobody can work out the order again. */
function shuffled<T>(list: readonly T[]): T[] {
  const order = [...list]
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1)
    const held = order[last] as T
    order[last] = order[other] as T
    order[other] = held
  }
  return order
}

function* inPortions<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += 500) yield all.slice(at, at + 500)
}

function waveOf(row: typeof pulseWaves.$inferSelect): PulseWave {
  return {
    // Ids, names and states were checked when the row was written.
    id: row.id as PulseWaveId,
    workspaceId: row.workspaceId as WorkspaceId,
    pilotId: row.pilotId as PilotId,
    wave: row.wave as WaveName,
    opensOn: Temporal.PlainDate.from(row.opensOn),
    lastDay: Temporal.PlainDate.from(row.lastDayOn),
    state: row.state as PulseWave['state'],
  }
}

function invitedOf(row: typeof pulseInvited.$inferSelect): Invited {
  return {
    id: row.id,
    waveId: row.waveId as PulseWaveId,
    personId: row.personId as PersonId,
    managerCode: row.managerCode,
    asked: row.asked === 1,
    reminded: row.reminded === 1,
    answered: row.answered === 1,
  }
}
