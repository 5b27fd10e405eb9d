import type { PersonId } from '../coaching/ids.ts'
import type { Pair } from '../db/pairs.ts'

/** On which side of a pair a person is; undefined for anybody else, and for a manager whose access has ended. */
export function sideOf(pair: Pair, personId: PersonId): 'manager' | 'employee' | undefined {
  if (pair.managerId === personId) return pair.managersAccess === 'open' ? 'manager' : undefined
  return pair.employeeId === personId ? 'employee' : undefined
}
