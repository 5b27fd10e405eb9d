import type { Block, Values, ViewRecord } from '../state.ts'
import { Surface } from './surface.ts'

/** The person's Home tab with the app, as last published. */
export class Home extends Surface {
  get isPublished(): boolean {
    return this.slack.world.homes.has(this.person.id)
  }

  get blocks(): Block[] {
    return this.record.view.blocks
  }

  protected get place() {
    return { view: this.record }
  }

  protected get values(): Values {
    return this.record.values
  }

  protected get where(): string {
    return `The Home tab of ${this.person.name}`
  }

  private get record(): ViewRecord {
    const found = this.slack.world.views.get(this.slack.world.homes.get(this.person.id) ?? '')
    if (!found) throw new Error(`Nothing was published to the Home tab of ${this.person.name}.`)
    return found
  }
}
