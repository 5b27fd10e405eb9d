import type { Person, SlackStandIn } from '../../sandbox/slack/index.ts'

/** One act of the weekly loop as a person does it, and how one can see in Slack that it has had its effect. */
export type LoopStep = {
  name: string
  /** Calendar time that the step happens at, when it is another than before. */
  at?: string
  act?: () => Promise<unknown>
  done: () => boolean
}

/** The weekly loop from *Add a 1:1* to a closed debrief and the next week's message, told in what people see and press. */
export function weeklyLoop(slack: SlackStandIn): LoopStep[] {
  const maya = slack.person('U0MAYA0001')
  const dev = slack.person('U0DEV00001')
  const tomas = slack.person('U0TOMAS001')

  return [
    {
      name: 'Maya opens Add a 1:1',
      act: () => maya.command('/coach', 'add <@U0DEV00001|dev>'),
      done: () => modalHas(maya, 'Who do you meet?'),
    },
    {
      name: 'Maya adds the 1:1 with Dev',
      async act() {
        if (modalHas(maya, 'Who do you meet?')) {
          await maya.view().pickDate('Next 1:1 on', '2026-03-03')
          await maya.view().pickTime('Time', '14:00')
          await maya.view().submit()
        }
      },
      done: () => hears(dev, /would like to keep a coaching plan/),
    },
    { name: 'Maya closes the form', act: () => closeAll(maya), done: () => !hasModal(maya) },
    {
      name: 'Dev says yes',
      act: () => dev.click(/would like to keep a coaching plan/, 'Yes, start'),
      done: () => hears(maya, /Dev said yes/),
    },
    {
      name: 'Maya looks for a mentor',
      act: () => maya.command('/coach', 'mentor'),
      done: () => modalHas(maya, 'Who would you like as your mentor?'),
    },
    {
      name: 'Maya asks Tomas',
      async act() {
        await maya.view().pickUser('Who would you like as your mentor?', 'U0TOMAS001')
        await maya.view().submit()
      },
      done: () => hears(tomas, /would like you as their mentor/),
    },
    { name: 'Maya closes that too', act: () => closeAll(maya), done: () => !hasModal(maya) },
    {
      name: 'Tomas accepts',
      act: () => tomas.click(/would like you as their mentor/, 'Yes, gladly'),
      done: () => hears(maya, /Tomas said yes/),
    },
    { name: 'Dev is invited the working day before', at: '2026-03-02T08:00:00Z', done: () => hears(dev, /Would you like to say first/) },
    {
      name: 'Dev opens the invitation',
      act: () => dev.click(/Would you like to say first/, 'Answer before we meet'),
      done: () => modalHas(dev, 'Fill in what you like'),
    },
    {
      name: 'Dev shares an answer',
      async act() {
        await dev.view().type('A next step you propose', 'Draft the renewal letter')
        await dev.view().submit()
      },
      done: () => hears(dev, /You shared your answers with Maya/),
    },
    { name: 'Dev closes the form', act: () => closeAll(dev), done: () => !hasModal(dev) },
    { name: 'Maya gets her message on the day', at: '2026-03-03T08:00:00Z', done: () => hears(maya, /1:1 with Dev, today 14:00/) },
    {
      name: 'Maya starts coaching',
      at: '2026-03-03T13:05:00Z',
      act: () => maya.click(/1:1 with Dev, today 14:00/, 'Coach now'),
      done: () => modalHas(maya, 'Step 1 of 3'),
    },
    {
      name: 'Maya notes the goal',
      async act() {
        if (!modalHas(maya, 'Step 1 of 3')) return
        await maya.view().type('Goal for this quarter', 'Renewals above 92%')
        await maya.view().submit()
      },
      done: () => modalHas(maya, 'Step 2 of 3'),
    },
    {
      name: 'Maya notes that nothing is needed',
      act: () => maya.view().press('Nothing right now'),
      done: () => modalHas(maya, 'Step 3 of 3'),
    },
    {
      name: 'Maya promises nothing this time',
      async act() {
        if (!modalHas(maya, 'You promise nothing this time.')) await maya.view().press('Nothing this time')
      },
      done: () => modalHas(maya, 'You promise nothing this time.'),
    },
    {
      name: 'Maya closes the session',
      async act() {
        if (!modalHas(maya, 'Step 3 of 3')) return
        await maya.view().type('Next step', 'Call the two stalled accounts')
        await maya.view().submit()
      },
      done: () => hears(dev, /Call the two stalled accounts/),
    },
    { name: 'Maya puts the modal away', act: () => closeAll(maya), done: () => !hasModal(maya) },
    {
      name: 'Dev confirms',
      act: () => dev.click(/Call the two stalled accounts/, /^Confirm/),
      done: () => maya.im().some(({ text }) => /Dev has answered everything/.test(text)),
    },
    { name: 'Maya asks Tomas for a debrief', act: () => maya.command('/coach', 'mentor'), done: () => hasModal(maya) },
    {
      name: 'Maya opens the question',
      async act() {
        if (modalHas(maya, 'is your mentor')) await maya.view().press('Ask my mentor')
      },
      done: () => modalHas(maya, 'What would you like to look at?'),
    },
    {
      name: 'Maya says what to look at',
      async act() {
        await maya.view().type('What would you like to look at?', 'I gave the answer too early')
        await maya.view().submit()
      },
      done: () => modalHas(maya, 'This is what Tomas will read'),
    },
    { name: 'Maya sends it', act: () => maya.view().submit(), done: () => groupHears(slack, /I gave the answer too early/) },
    { name: 'Maya puts that away', act: () => closeAll(maya), done: () => !hasModal(maya) },
    {
      name: 'Tomas replies in the thread',
      async act() {
        const thread = threadOf(slack)
        // He writes once: what reached Slack is not for him to write again.
        if (tomas.messages(thread.channel).some(({ text }) => text.includes('You noticed it yourself'))) return
        await tomas.say('You noticed it yourself', { channel: thread.channel, threadTs: thread.ts })
      },
      done: () => groupHears(slack, /Tomas has answered/),
    },
    {
      name: 'Maya opens Close debrief',
      act: () => maya.click(maya.messages(threadOf(slack).channel)[0] ?? '', 'Close debrief'),
      done: () => modalHas(maya, 'one thing you will try next'),
    },
    {
      name: 'Maya closes the debrief',
      async act() {
        await maya.view().type('What is one thing you will try next?', 'Ask one question and wait')
        await maya.view().submit()
      },
      done: () => groupHears(slack, /This debrief is closed/),
    },
    { name: 'Maya puts the last modal away', act: () => closeAll(maya), done: () => !hasModal(maya) },
    {
      name: 'The next message brings it back',
      at: '2026-03-10T08:00:00Z',
      done: () => maya.im().some(({ text }) => /1:1 with Dev/.test(text) && /Ask one question and wait/.test(text)),
    },
  ]
}

export type SentOnce = { person: string; what: string; times: number }

/** How often each message of the loop stands in Slack; every one should be there exactly once. */
export function messagesOfTheLoop(slack: SlackStandIn): SentOnce[] {
  const count = (who: string, what: RegExp) => ({
    person: who,
    what: what.source,
    times: slack
      .person(who)
      .im()
      .filter(({ text }) => what.test(text)).length,
  })
  const thread = slack.messagesOfApp().filter(({ text }) => /asks Tomas for a debrief/.test(text))
  return [
    count('U0DEV00001', /Your plan with Maya has started/),
    count('U0MAYA0001', /Dev said yes/),
    count('U0TOMAS001', /mentor now/),
    count('U0MAYA0001', /Tomas said yes/),
    count('U0DEV00001', /You have answered everything here/),
    count('U0MAYA0001', /Ask one question and wait/),
    { person: 'group', what: 'debrief', times: thread.length },
  ]
}

function threadOf(slack: SlackStandIn): { channel: string; ts: string } {
  const first = slack.messagesOfApp().find(({ text }) => /asks Tomas for a debrief/.test(text))
  if (first === undefined) throw new Error('there is no debrief thread')
  return { channel: first.channel, ts: first.ts }
}

const hears = (person: Person, what: RegExp) => person.im().some(({ text }) => what.test(text))
const groupHears = (slack: SlackStandIn, what: RegExp) =>
  slack
    .conversations()
    .filter(({ kind }) => kind === 'mpim')
    .some(({ id }) =>
      slack
        .person('U0MAYA0001')
        .messages(id)
        .some(({ text }) => what.test(text)),
    )

function hasModal(person: Person): boolean {
  try {
    person.view()
    return true
  } catch {
    return false
  }
}

const modalHas = (person: Person, words: string) => hasModal(person) && person.view().text.includes(words)

async function closeAll(person: Person): Promise<void> {
  if (hasModal(person)) await person.view().dismiss()
}
