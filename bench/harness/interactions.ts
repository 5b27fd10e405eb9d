import { workspaceId } from './slack-stub.ts'

/**
 * What people do in Slack that has an effect to be kept, as Slack sends it. `stamp` is Slack's `action_ts` in microseconds: it tells one
 * keystroke or click from the next, and grows.
 */
export type Interaction = (who: { userId: string; pairId: string }, stamp: number) => object
/** Starts anew for each load: a press may depend on the one before it. */
export type Interactions = () => Interaction

/** Somebody writes in the form about a step, and Slack reports what stands there: the commonest interaction. One row is written. */
export const typing: Interactions =
  () =>
  ({ userId }, stamp) => ({
    ...about(userId),
    container: { type: 'view', view_id: 'V0BENCH001' },
    view: {
      ...view('modal', 'suggest_change', { actionId: 'a_0000000000000000', version: 1, from: 'message' }),
      state: {
        values: {
          text: {
            input: {
              type: 'plain_text_input',
              value: 'Call the three customers whose contract ends this quarter, and write down what each of them worries about',
            },
          },
          due_on: { input: { type: 'datepicker', selected_date: '2026-12-04' } },
          note: { input: { type: 'plain_text_input', value: null } },
        },
      },
    },
    actions: [
      {
        type: 'plain_text_input',
        block_id: 'text',
        action_id: 'input',
        value: 'Call the three customers whose contract ends this quarter',
        action_ts: actionTs(stamp),
      },
    ],
  })

/** A manager pauses a 1:1 on App Home, and the next time resumes it, which plans its meetings and messages anew: a large effect. */
export const pausing: Interactions = () => {
  const next = new Map<string, 'pair_pause' | 'pair_resume'>()
  return ({ userId, pairId }, stamp) => {
    const name = next.get(pairId) ?? 'pair_pause'
    next.set(pairId, name === 'pair_pause' ? 'pair_resume' : 'pair_pause')
    return {
      ...about(userId),
      container: { type: 'view', view_id: 'V0BENCH002' },
      view: view('home', '', {}),
      actions: [
        {
          type: 'button',
          block_id: 'pair',
          action_id: name,
          text: { type: 'plain_text', text: 'Pause' },
          value: JSON.stringify({ pairId }),
          action_ts: actionTs(stamp),
        },
      ],
    }
  }
}

function about(userId: string) {
  return {
    type: 'block_actions',
    team: { id: workspaceId, domain: 'bench' },
    user: { id: userId, username: userId.toLowerCase(), name: userId.toLowerCase(), team_id: workspaceId },
    api_app_id: 'A0BENCH001',
    token: 'verification',
    trigger_id: '1764000000.1764000000.bench',
    enterprise: null,
    is_enterprise_install: false,
  }
}

function view(type: 'modal' | 'home', callbackId: string, meta: object) {
  return {
    id: type === 'modal' ? 'V0BENCH001' : 'V0BENCH002',
    team_id: workspaceId,
    type,
    callback_id: callbackId,
    private_metadata: JSON.stringify(meta),
    hash: '1764000000.bench',
    title: { type: 'plain_text', text: 'Suggest a change' },
    close: { type: 'plain_text', text: 'Close' },
    submit: { type: 'plain_text', text: 'Send' },
    blocks: ['It says now:', 'Call two customers before Friday, and note what they say.', 'Your manager sees this when you send it.'].map(
      (text, i) => ({ type: 'section', block_id: `b${i}`, text: { type: 'mrkdwn', text } }),
    ),
    state: { values: {} },
    previous_view_id: null,
    root_view_id: 'V0BENCH001',
    app_id: 'A0BENCH001',
    external_id: '',
    app_installed_team_id: workspaceId,
    bot_id: 'B0BENCHBOT',
  }
}

function actionTs(stamp: number): string {
  return `${Math.floor(stamp / 1_000_000)}.${String(stamp % 1_000_000).padStart(6, '0')}`
}
