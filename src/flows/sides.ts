import type { PersonId } from '../coaching/ids.ts'
import type { Pair } from '../db/pairs.ts'

/** On which side of a pair a person is; undefined for anybody else. */
export function sideOf(pair: Pair, personId: PersonId): 'manager' | 'employee' | undefined {
  return pair.managerId === personId ? 'manager' : pair.employeeId === personId ? 'employee' : undefined
}
