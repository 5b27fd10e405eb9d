import type { Scenario } from './question-bank.ts'

/**
 * One scenario as a card of one screen. `name` is the only name anybody sees, the employee included: it says what is being worked on, never
 * a verdict about the person.
 */
export type Playbook = {
  readonly name: string
  /** When a manager might choose it. */
  readonly when: string
  readonly signs: readonly string[]
  /** Three questions of the bank, by id, in the order to try them. */
  readonly questions: readonly [string, string, string]
  readonly doThis: readonly string[]
  readonly avoid: readonly string[]
  readonly bringIn: readonly { readonly who: string; readonly when: string }[]
}

/** The eight scenarios that come with Cuecard (docs/coaching.md, "Scenarios"). */
export const playbooks: Readonly<Record<Scenario, Playbook>> = {
  underperformance: {
    name: 'Getting back on track',
    when: 'Expectations were clear to you both, and results came up short twice.',
    signs: ['Dates slip without a word beforehand', 'Work comes back to be done again', 'Silence where there used to be news'],
    questions: ['p13', 'p06', 'e03'],
    doThis: [
      'Name the gap with two facts, then ask how they see it',
      'Choose one skill to work on, not several',
      'Agree one step a week and look at it together',
    ],
    avoid: [
      'Words for the person instead of the work',
      'Anything that would come as a surprise later',
      'Five steps at once',
      'Using what is written here as evidence',
    ],
    bringIn: [
      { who: 'HR', when: 'before any formal step, and whenever a disability, a leave or a complaint may play a part' },
      { who: 'Your mentor', when: 'before the first talk' },
    ],
  },
  career_transition: {
    name: 'Moving to a new role',
    when: 'A new role is agreed, or is something they wish for.',
    signs: ['Old work lingers', 'Nobody can say what the first win would be', 'Two teams both count on the same hours'],
    questions: ['c08', 'c09', 'e06'],
    doThis: [
      'Write the list of what is handed over, to whom and by when',
      'Introduce one person who has made this move',
      'Put marks at 30 and 60 days on the plan',
    ],
    avoid: ['Holding on to somebody because they are good', 'Promising a post that is not yours to give'],
    bringIn: [
      { who: 'HR', when: 'for the change of job, pay or notice' },
      { who: 'A mentor from the area they are heading for', when: 'as early as you can' },
    ],
  },
  complex_deal: {
    name: 'Working a complex deal',
    when: 'Many people decide, and it takes months.',
    signs: ['The closing date keeps moving', 'There is only one contact', 'It went quiet after the price was named'],
    questions: ['p09', 'p08', 's10'],
    doThis: [
      'List what is known and what is guessed, side by side',
      'Test one guess a week',
      'Bring in the people who will deliver while there is still time to listen to them',
    ],
    avoid: ['Taking over the call', 'Going through the pipeline line by line as if it were an exam'],
    bringIn: [
      { who: 'Legal and finance', when: 'for terms and exceptions' },
      { who: 'A mentor who has sold something like it', when: 'before the next big meeting' },
    ],
  },
  new_in_role: {
    name: 'First 90 days',
    when: 'They started in this role less than three months ago.',
    signs: ['Few questions', 'Waiting to be given the next task', 'Rules that everybody else takes for granted are news'],
    questions: ['s07', 'p05', 'w10'],
    doThis: [
      'Put what you expect in writing, three lines at most',
      'Make three introductions yourself',
      'Choose a small piece of work that can succeed early',
    ],
    avoid: ['"Any questions?" as the only question', 'Handing over the hardest work in week one'],
    bringIn: [
      { who: 'HR', when: 'for anything about the contract or the trial period' },
      { who: 'A buddy in the team', when: 'from the first day' },
    ],
  },
  overloaded: {
    name: 'Making room',
    when: 'For two weeks or more there has been more work than there are hours.',
    signs: ['Messages late in the evening', 'Only urgent things get done', 'Answers get shorter'],
    questions: ['g05', 'w02', 's09'],
    doThis: [
      'Drop or move one thing before the meeting ends',
      'Tell those who will wait, yourself',
      'Look again in a week at what actually left the list',
    ],
    avoid: ['Tips on managing time', 'Asking about their health'],
    bringIn: [
      { who: 'HR or occupational health', when: 'hand over the contact whenever strain is mentioned; the talk is theirs to have' },
      { who: 'Your own manager', when: 'when dropping something needs a decision above you' },
    ],
  },
  high_potential: {
    name: 'Ready for more',
    when: 'The work goes well and there is room to spare.',
    signs: ['Finishes early', 'Helps others without being asked', 'Looks at what other teams do'],
    questions: ['c10', 't08', 'c04'],
    doThis: ['Give one real decision to own', 'Set up a meeting with another team', 'Fix a date to look at how it went'],
    avoid: ['Being secretive about lists and plans', 'More of the same work as a reward', 'Keeping them because it suits you'],
    bringIn: [
      { who: 'HR', when: 'for moves and pay' },
      { who: 'A mentor outside your reporting line', when: 'when they start to look further than the team' },
    ],
  },
  returning: {
    name: 'Coming back',
    when: 'They are back after a long time away, whatever it was for.',
    signs: ['Catching up at night', 'Left out of threads and invitations', 'Tools and access that no longer work'],
    questions: ['p14', 'w08', 'w05'],
    doThis: [
      'Agree a ramp of two to four weeks in writing',
      'Introduce them again to people and to what has changed',
      'Check accounts and access before the first day',
    ],
    avoid: ['Any question about the reason for being away', 'Taking it that they now want less'],
    bringIn: [{ who: 'HR', when: 'for adjustments and rules about leave: always theirs to lead' }],
  },
  relocating: {
    name: 'Working from a new place',
    when: 'They are changing where they work, or work far from the rest of the team.',
    signs: ['Replies come late in the day', 'Decisions pass them by', 'Most talk happens while they are offline'],
    questions: ['w09', 's11', 'c12'],
    doThis: [
      'Find one fixed hour for your 1:1 that is fair in both time zones',
      'Write decisions down where everybody reads them',
      'Set up one visit or call with each person they depend on',
    ],
    avoid: ['Checking whether they are at their desk', 'Advice on papers or taxes'],
    bringIn: [
      { who: 'HR or the immigration contact', when: 'for permits, tax and the contract: hand over the contact, leave the matter to them' },
    ],
  },
}
