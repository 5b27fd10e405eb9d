import type { DeadLetters } from '../../coaching/dead-letters.ts'
import type { MessageKind } from '../../coaching/messages.ts'
import type { KnownBlock } from './kit.ts'
import { button, section } from './kit.ts'

const copy = {
  givenUp: (what: string) => `*Not delivered:* ${what}. They are kept. *Try again* sends those that are still wanted.`,
  setAside: (count: number) => (count === 1 ? '1 thing that Slack told us' : `${count} things that Slack told us`),
  tryAgain: 'Try again',
  unreachable: (count: number) =>
    `*Out of reach:* Slack does not let Cuecard write to ${count === 1 ? '1 person' : `${count} people`}. Are they guests, or is the app hidden from them? Whoever runs Cuecard sees more in its log.`,
}

/** What a coordinator sees of what was not delivered: counts and kinds. Nothing where everything was. */
export function deadLetterBlocks({ messages, events, unreachable }: DeadLetters): KnownBlock[] {
  const parts = [...messages.map(({ kind, count }) => `${count} × ${messageNames[kind]}`), ...(events > 0 ? [copy.setAside(events)] : [])]
  return [
    ...(parts.length === 0 ? [] : [section(copy.givenUp(parts.join(', ')), button('dead_letters_retry', copy.tryAgain, {}))]),
    ...(unreachable === 0 ? [] : [section(copy.unreachable(unreachable))]),
  ]
}

/** What each kind of message is called among coordinators. */
export const messageNames: Record<MessageKind, string> = {
  home: 'App Home',
  pair_proposal: 'question whether to start',
  pair_started: 'note that a plan has started',
  trigger: 'message before a 1:1',
  trigger_again: 'message before a 1:1, once more',
  invitation: 'invitation to answer first',
  pair_not_right: 'note that a 1:1 is not right',
  pair_ended: 'note that a 1:1 has ended',
  mentor_proposal: 'question to a mentor',
  mentor_answer: "mentor's answer",
  mentorship_ended: 'note that mentoring has ended',
  team_reflection: 'question before a team’s meeting',
  team_entry: 'what somebody added before a team’s meeting',
  team_help_offer: 'offer of help in a team',
  team_quiet: 'prompt before a team’s meeting',
  team_blocked: 'note that a channel cannot be written to',
  mentoring_set: 'note when a mentorship meets',
  mentoring_trigger: 'message before a mentoring meeting',
  circle_invitation: 'question to join a circle',
  circle_meeting: 'start of a circle’s meeting',
  circle_step: 'step of a circle’s meeting',
  direct_answer: 'answer to what somebody typed',
  people_file: 'answer to a people file',
  monday_note: 'Monday note',
  sample_message: 'sample for a coordinator',
  roster_waits: 'note that changes in the roster wait',
  agreement_proposed: 'steps to confirm',
  agreement_status: 'answer to proposed steps',
  action_reminder: 'reminder of a step',
  action_news: 'news of a step',
  playbook_ending: 'question whether a playbook goes on',
  request_noted: 'note of help asked for',
  request_for_owner: 'request for help',
  request_news: 'news of a request for help',
  requests_due: 'reminder of a request for help',
  debrief_thread: 'start of a debrief',
  debrief_answer: 'answer in a debrief',
  debrief_request: 'request for a debrief',
  debrief_answered: 'answer to a debrief',
  debrief_nudge: 'reminder of a debrief',
  debrief_stand_in: 'offer of another mentor',
  pulse: 'pulse',
  pulse_reminder: 'reminder of the pulse',
  plan_file: 'plan as a file',
  look_back_file: 'look-back as a file',
  my_data_file: 'own data as a file',
  handover_asked: 'question what goes over to a new manager',
  handover_note: 'note of a new manager',
  feed_failing: 'note that a calendar cannot be read',
}
