import type { ActResult } from '../../sandbox/practice-api.ts'
import type { Person, SlackStandIn } from '../../sandbox/slack/index.ts'

/** Three people who work with Cuecard week by week. */
export type Trio = { manager: Person; employee: Person; mentor: Person }

/** Something that must be found in the database at the end, because its author saw that it was taken. */
export type Claim = { what: 'goal' | 'step' | 'signature' | 'reply' | 'next try' | 'draft'; words: string }

/** One act as a person does it; they press once more until they see that it has had its effect. */
export type Step = {
  name: string
  /** Calendar time that everybody waits for first. */
  at?: Temporal.Instant
  act?: () => Promise<ActResult | undefined | void>
  done: () => boolean
  /** What is claimed once it is done. */
  claim?: Claim
}

const zone = 'Europe/Berlin'
const firstTuesday = Temporal.PlainDate.from('2026-03-03')

/** How the three come together, before the first week. */
export function beginning({ manager, employee, mentor }: Trio): Step[] {
  return [
    {
      name: 'opens Add a 1:1',
      act: async () => (hasModal(manager) ? undefined : manager.command('/coach', `add <@${employee.id}|them>`)),
      done: () => modalHas(manager, 'Who do you meet?') || hears(employee, /would like to keep a coaching plan/),
    },
    {
      name: 'adds the 1:1',
      async act() {
        if (!modalHas(manager, 'Who do you meet?')) return manager.command('/coach', `add <@${employee.id}|them>`)
        await manager.view().pickDate('Next 1:1 on', firstTuesday.toString())
        await manager.view().pickTime('Time', '14:00')
        return manager.view().submit()
      },
      done: () => hears(employee, /would like to keep a coaching plan/),
    },
    closing(manager),
    {
      name: 'says yes',
      act: () => employee.click(/would like to keep a coaching plan/, 'Yes, start'),
      done: () => hears(manager, new RegExp(`${employee.name} said yes`)),
    },
    {
      name: 'asks a mentor',
      async act() {
        if (!modalHas(manager, 'Who would you like as your mentor?')) {
          if (hasModal(manager)) await manager.view().dismiss()
          await manager.command('/coach', 'mentor')
          await soon(() => modalHas(manager, 'Who would you like as your mentor?'))
        }
        await manager.view().pickUser('Who would you like as your mentor?', mentor.id)
        return manager.view().submit()
      },
      done: () => hears(mentor, /would like you as their mentor/),
    },
    closing(manager),
    {
      name: 'accepts',
      act: () => mentor.click(/would like you as their mentor/, 'Yes, gladly'),
      done: () => hears(manager, new RegExp(`${mentor.name} said yes`)),
    },
  ]
}

/** One week: the invitation, the message before the 1:1, the session, the agreement and the debrief. Words are new each week. */
export function week(slack: SlackStandIn, { manager, employee, mentor }: Trio, number: number): Step[] {
  const tuesday = firstTuesday.add({ days: 7 * number })
  const at = (days: number, time: string) =>
    tuesday
      .add({ days })
      .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
      .toInstant()
  const tag = `${manager.name}-${number}`
  const words = {
    draft: `draft-${tag}`,
    goal: `goal-${tag}`,
    step: `step-${tag}`,
    focus: `focus-${tag}`,
    reply: `reply-${tag}`,
    next: `next-${tag}`,
  }
  const since = at(0, '00:00').epochMilliseconds / 1000
  const trigger = () => manager.im().findLast(({ ts, buttons }) => Number(ts) >= since && buttons.includes('Coach now'))
  const hasTrigger = () => manager.im().some(({ text, ts }) => Number(ts) >= since && new RegExp(`1:1 with ${employee.name}`).test(text))
  const thread = () =>
    slack
      .conversations()
      .filter(({ kind, members }) => kind === 'mpim' && members.has(manager.id) && members.has(mentor.id))
      .flatMap(({ id }) => manager.messages(id))
      .find(({ text }) => text.includes(words.focus))
  const threadSays = (what: RegExp) => {
    const first = thread()
    return first !== undefined && manager.thread(first.channel, first.ts).some(({ text }) => what.test(text))
  }
  const openSession = async () => {
    if (hasModal(manager)) await manager.view().dismiss()
    const message = trigger()
    if (message === undefined) throw new Error('there is no message with Coach now')
    await manager.click(message, 'Coach now')
    await soon(() => modalHas(manager, ' of 3'))
  }
  return [
    {
      name: 'is invited',
      at: at(-1, '09:00'),
      done: () =>
        employee.im().some(({ text, ts }) => Number(ts) >= since - 2 * 86_400 && /Would you like to say first|said first|1:1/.test(text)),
    },
    { name: 'gets the message before the 1:1', at: at(0, '09:00'), done: hasTrigger },
    {
      name: 'types a goal and closes the window',
      at: at(0, '14:05'),
      async act() {
        if (!modalHas(manager, 'Step 1 of 3')) await openSession()
        if (!modalHas(manager, 'Step 1 of 3')) return undefined
        const typed = await manager.view().type('Goal for this quarter', words.draft)
        if (!typed.ok) return typed
        drafted.add(words.draft)
        return manager.view().dismiss()
      },
      done: () => drafted.has(words.draft) && !hasModal(manager),
      claim: { what: 'draft', words: words.draft },
    },
    {
      name: 'comes back and finds what was typed',
      async act() {
        // A window that was asked for before the words were typed may open late: they show in one that is opened after.
        await openSession()
        const isLost = modalHas(manager, 'Step 1 of 3') && manager.view().value('Goal for this quarter') !== words.draft
        found.set(words.draft, isLost ? 'not shown' : 'shown')
        return undefined
      },
      done: () => modalHas(manager, 'Step 1 of 3') && found.get(words.draft) === 'shown',
    },
    {
      name: 'notes the goal',
      async act() {
        if (modalHas(manager, 'Step 2 of 3')) return undefined
        if (!modalHas(manager, 'Step 1 of 3')) await openSession()
        if (!modalHas(manager, 'Step 1 of 3')) return undefined
        await manager.view().type('Goal for this quarter', words.goal)
        return manager.view().submit()
      },
      done: () => modalHas(manager, 'Step 2 of 3'),
      claim: { what: 'goal', words: words.goal },
    },
    {
      name: 'needs nothing',
      async act() {
        if (!hasModal(manager)) await openSession()
        if (modalHas(manager, 'Step 3 of 3')) return undefined
        return canPress(manager, 'Nothing right now') ? manager.view().press('Nothing right now') : manager.view().submit()
      },
      done: () => modalHas(manager, 'Step 3 of 3'),
    },
    {
      name: 'proposes a step',
      async act() {
        if (!modalHas(manager, 'Step 3 of 3')) await openSession()
        if (!modalHas(manager, 'Step 3 of 3')) throw new Error('the session opened at another step')
        if (!modalHas(manager, 'You promise nothing this time.') && canPress(manager, 'Nothing this time'))
          await manager.view().press('Nothing this time')
        await manager.view().type('Next step', words.step)
        return manager.view().submit()
      },
      done: () => hears(employee, new RegExp(words.step)),
      claim: { what: 'step', words: words.step },
    },
    closing(manager),
    {
      name: 'confirms',
      act: () => employee.click(new RegExp(words.step), /^Confirm/),
      done: () => employee.im().some(({ text }) => text.includes(words.step) && /answered everything here/.test(text)),
      claim: { what: 'signature', words: words.step },
    },
    {
      name: 'asks for a debrief',
      async act() {
        if (modalHas(manager, 'This is what')) return manager.view().submit()
        if (!modalHas(manager, 'What would you like to look at?')) {
          if (hasModal(manager)) await manager.view().dismiss()
          await manager.command('/coach', 'mentor')
          await soon(() => canPress(manager, 'Ask my mentor'))
          await manager.view().press('Ask my mentor')
          await soon(() => modalHas(manager, 'What would you like to look at?'))
        }
        await manager.view().type('What would you like to look at?', words.focus)
        await manager.view().submit()
        return manager.view().submit()
      },
      done: () => thread() !== undefined,
    },
    closing(manager),
    {
      name: 'replies in the thread',
      async act() {
        const first = thread()
        if (first === undefined || mentor.messages(first.channel).some(({ text }) => text.includes(words.reply))) return undefined
        return mentor.say(words.reply, { channel: first.channel, threadTs: first.ts })
      },
      done: () => threadSays(/has answered/),
      claim: { what: 'reply', words: words.reply },
    },
    {
      name: 'closes the debrief',
      async act() {
        if (!modalHas(manager, 'one thing you will try next')) {
          if (hasModal(manager)) await manager.view().dismiss()
          await manager.click(thread() ?? '', 'Close debrief')
          await soon(() => modalHas(manager, 'one thing you will try next'))
        }
        await manager.view().type('What is one thing you will try next?', words.next)
        return manager.view().submit()
      },
      done: () => threadSays(/This debrief is closed/),
      claim: { what: 'next try', words: words.next },
    },
    closing(manager),
    {
      name: 'writes to the app',
      act: () => employee.say(`hello-${tag}`),
      done: () => employee.im().some(({ text }) => text.includes(`hello-${tag}`)),
    },
  ]
}

/** Typed words that were acknowledged, and whether they were there when their author came back. */
const drafted = new Set<string>()
const found = new Map<string, 'shown' | 'not shown'>()

const closing = (person: Person): Step => ({
  name: 'closes the window',
  act: async () => (hasModal(person) ? person.view().dismiss() : undefined),
  done: () => !hasModal(person),
})

const hears = (person: Person, what: RegExp) => person.im().some(({ text }) => what.test(text))
const hasModal = (person: Person) => person.hasView
const modalHas = (person: Person, words: string) => person.hasView && person.view().text.includes(words)
const canPress = (person: Person, button: string) => person.hasView && person.view().buttons.includes(button)

/** A modal opens a moment after the press that asked for it was acknowledged. */
async function soon(isSo: () => boolean): Promise<void> {
  const givesUpAt = Date.now() + 2_000
  while (!isSo() && Date.now() < givesUpAt) await new Promise((done) => setTimeout(done, 20))
}
