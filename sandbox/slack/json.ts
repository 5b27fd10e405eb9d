/** JSON from outside, of which nothing is known yet. */
export type Json = Record<string, unknown>

/** True for a JSON object (no array, no null). */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at that path, or undefined where the path breaks off. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((here, key) => (isJson(here) ? here[key] : undefined), value)
}

export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : undefined
}

/** The objects of a list; anything else in it is left out. */
export function objectsAt(value: unknown, ...path: string[]): Json[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found.filter(isJson) : []
}

/** The parsed text, or undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
