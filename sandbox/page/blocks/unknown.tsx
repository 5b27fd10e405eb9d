/** Something that this page has no drawing for: its kind in words, and all of it as JSON. */
export function Unknown({ what }: { what: { type: string } }) {
  return (
    <details class="unknown-block">
      <summary>
        A <code>{what.type}</code> that this page does not draw
      </summary>
      <pre>{JSON.stringify(what, null, 2)}</pre>
    </details>
  )
}
