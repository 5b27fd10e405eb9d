/** Converts between the wall of one place and the time line. Wall times are milliseconds, counted as if they were UTC. */
export type WallZone = {
  name: string
  /** A wall time in a gap moves forward, one that comes twice means the first (`compatible`). */
  toInstantMs(wallMs: number): number
  toWallMs(instantMs: number): number
}

/** Clocks go from one offset to another at an instant; offsets are milliseconds east of UTC. */
export type OffsetChange = { atMs: number; fromMs: number; toMs: number }

/** What is known of a zone for a year: the changes in it and shortly around it, and the offset before the first of them. */
export type OffsetsOfYear = { beforeMs: number; changes: OffsetChange[] }

/** A zone made of its changes. `read` is asked once for each year, for everything from `fromMs` to before `toMs`. */
export function zoneOfChanges(name: string, read: (fromMs: number, toMs: number) => OffsetsOfYear): WallZone {
  const byYear = new Map<number, OffsetsOfYear>()

  function around(ms: number): OffsetsOfYear {
    const year = new Date(ms).getUTCFullYear()
    let known = byYear.get(year)
    if (known === undefined) {
      known = read(Date.UTC(year, 0, 1) - marginMs, Date.UTC(year + 1, 0, 1) + marginMs)
      if (byYear.size < 1_000) byYear.set(year, known)
    }
    return known
  }

  return {
    name,
    toWallMs(instantMs) {
      const { beforeMs, changes } = around(instantMs)
      let offsetMs = beforeMs
      for (const change of changes) {
        if (change.atMs > instantMs) break
        offsetMs = change.toMs
      }
      return instantMs + offsetMs
    },
    toInstantMs(wallMs) {
      const { beforeMs, changes } = around(wallMs)
      let offsetMs = beforeMs
      for (const change of changes) {
        const comesBefore = wallMs - offsetMs < change.atMs
        const isInGap = wallMs - change.toMs < change.atMs
        if (comesBefore || isInGap) break
        offsetMs = change.toMs
      }
      return wallMs - offsetMs
    },
  }
}

export const utcZone: WallZone = { name: 'UTC', toInstantMs: (wallMs) => wallMs, toWallMs: (instantMs) => instantMs }

/** A place whose clocks never change, such as `UTC+05:30`. */
export function fixedZone(offsetMs: number): WallZone {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000)
  const digits = [Math.floor(minutes / 60), minutes % 60].map((number) => String(number).padStart(2, '0'))
  return {
    name: `UTC${offsetMs < 0 ? '-' : '+'}${digits.join(':')}`,
    toInstantMs: (wallMs) => wallMs - offsetMs,
    toWallMs: (instantMs) => instantMs + offsetMs,
  }
}

/** The zone of an IANA name or alias, in any case, or nothing. */
export function ianaZone(name: string): WallZone | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return undefined
  const known = ianaZones.get(name)
  if (known !== undefined) return known
  const zone = openIanaZone(name)
  if (zone !== undefined && ianaZones.size < 2_000) ianaZones.set(name, zone)
  return zone
}

const marginMs = 3 * 86_400_000
const ianaZones = new Map<string, WallZone>([
  ['UTC', utcZone],
  ['Etc/UTC', utcZone],
])

function openIanaZone(name: string): WallZone | undefined {
  try {
    const id = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
    return zoneOfChanges(id, (fromMs, toMs) => readTransitions(id, fromMs, toMs))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function readTransitions(id: string, fromMs: number, toMs: number): OffsetsOfYear {
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(id)
  const beforeMs = at.offsetNanoseconds / 1e6
  const changes: OffsetChange[] = []
  for (
    let next = at.getTimeZoneTransition('next');
    next !== null && next.epochMilliseconds < toMs;
    next = at.getTimeZoneTransition('next')
  ) {
    changes.push({ atMs: next.epochMilliseconds, fromMs: at.offsetNanoseconds / 1e6, toMs: next.offsetNanoseconds / 1e6 })
    at = next
  }
  return { beforeMs, changes }
}
