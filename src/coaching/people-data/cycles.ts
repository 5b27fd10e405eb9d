/** Circles in who manages whom, each once, as employee ids from the smallest on; somebody who is their own manager is a circle of one. */
export function managerCycles(rows: readonly { employeeId: string; managerId: string | undefined }[]): string[][] {
  const managerOf = new Map(rows.map(({ employeeId, managerId }) => [employeeId, managerId]))
  const seen = new Map<string, number>()
  const cycles: string[][] = []
  let walk = 0
  for (const start of managerOf.keys()) {
    walk += 1
    const way: string[] = []
    let at: string | undefined = start
    while (at !== undefined && managerOf.has(at) && !seen.has(at)) {
      seen.set(at, walk)
      way.push(at)
      at = managerOf.get(at)
    }
    if (at !== undefined && seen.get(at) === walk) cycles.push(fromSmallest(way.slice(way.indexOf(at))))
  }
  return cycles
}

function fromSmallest(cycle: string[]): string[] {
  const smallest = cycle.reduce((one, other) => (other < one ? other : one))
  const at = cycle.indexOf(smallest)
  return [...cycle.slice(at), ...cycle.slice(0, at)]
}
