/** What ties an element to the words around it: the ids of its label and of its hint or problem. */
export type Names = { id?: string; labelledBy?: string; describedBy?: string; invalid?: true }

/** The attributes for it. Without a label around it, an element is called by `fallback`. */
export function nameAttributes(names: Names, fallback: string) {
  return {
    ...(names.id === undefined ? {} : { id: names.id }),
    ...(names.labelledBy === undefined ? { 'aria-label': fallback } : { 'aria-labelledby': names.labelledBy }),
    ...(names.describedBy === undefined ? {} : { 'aria-describedby': names.describedBy }),
    ...(names.invalid === undefined ? {} : { 'aria-invalid': true as const }),
  }
}
