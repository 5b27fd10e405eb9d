/** No row has this id. From an id of ours that is a bug; from one that came with a payload it is something to tell the person. */
export class RowMissing extends Error {
  readonly id: string
  constructor(what: string, id: string) {
    super(`no ${what} ${id}`)
    this.name = 'RowMissing'
    this.id = id
  }
}
