export type Surface = 'message' | 'modal' | 'home'

/**
 * Whether a block type may stand on a surface.
 * Source: docs.slack.dev/blocks.json, less what was found to fail against the live API (cards in modals, tables on Home).
 */
export const mayStandOn = (type: string, surface: Surface): boolean => SURFACES[type]?.includes(surface) ?? false

const everywhere: readonly Surface[] = ['message', 'modal', 'home']
const messages: readonly Surface[] = ['message']

const SURFACES: Readonly<Record<string, readonly Surface[]>> = {
  actions: everywhere,
  context: everywhere,
  divider: everywhere,
  header: everywhere,
  image: everywhere,
  input: everywhere,
  rich_text: everywhere,
  section: everywhere,
  video: everywhere,
  alert: ['modal'],
  card: ['message', 'home'],
  carousel: ['message', 'home'],
  container: messages,
  context_actions: messages,
  data_table: messages,
  data_visualization: messages,
  markdown: messages,
  plan: messages,
  table: messages,
  task_card: messages,
  /** Slack puts it into messages itself; an app may not send it. */
  file: [],
}
