import type { Json } from './json.ts'
import type { ViewRecord, World } from './state.ts'

/** A view as Slack hands it back: every field is there, the values of its inputs in `state`. */
export function viewJson(world: World, record: ViewRecord): Json {
  const { view } = record
  const forModals = {
    title: view['title'],
    submit: view['submit'] ?? null,
    close: view['close'] ?? null,
    clear_on_close: view['clear_on_close'] ?? false,
    notify_on_close: view['notify_on_close'] ?? false,
  }
  return {
    id: record.id,
    team_id: world.workspace.id,
    type: record.surface,
    blocks: view.blocks,
    private_metadata: view['private_metadata'] ?? '',
    callback_id: view['callback_id'] ?? '',
    state: { values: record.values },
    hash: record.hash,
    ...(record.surface === 'modal'
      ? forModals
      : { title: { type: 'plain_text', text: 'View Title' }, close: null, submit: null, clear_on_close: false, notify_on_close: false }),
    previous_view_id: record.previousId ?? null,
    root_view_id: record.rootId,
    app_id: world.app.id,
    external_id: record.externalId,
    app_installed_team_id: world.workspace.id,
    bot_id: world.app.botId,
  }
}
