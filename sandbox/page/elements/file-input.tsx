import type { Field } from '../form.ts'
import { useSurface } from '../surface.ts'
import { nameAttributes, type Names } from './names.ts'

/** Picks files by name only: the practice workspace has nowhere to put what a person uploads. */
export function FileInput({ field, names }: { field: Field; names: Names }) {
  const { stateOf, change } = useSurface()
  const chosen = stateOf(field).files ?? []
  return (
    <div class="text-field">
      <input
        {...nameAttributes(names, 'Files')}
        type="file"
        multiple
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])].map(({ name, size, type: mimetype }) => ({ name, size, mimetype }))
          change(field, { type: 'file_input', files })
        }}
      />
      <small>{chosen.length === 0 ? 'No file chosen' : `${chosen.length} chosen`}</small>
    </div>
  )
}
