import type { Context } from '../../coaching/question-bank.ts'
import { contexts } from '../../coaching/question-bank.ts'
import { languageName } from '../../coaching/pairing/fit.ts'
import type { ProposedPairing, Suited } from '../../coaching/pairing/propose.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { ModalView } from './kit.ts'
import { context, escape, modal, multiSelectField, section, selectField, shorten } from './kit.ts'
import { drawMentorAnswer, drawMentorProposal } from './mentorships.ts'

const copy = {
  offerTitle: 'Mentor others',
  offerIntro:
    'Say what you can help with, and a coordinator can propose you. You are asked each time, and can say “Not now” without a reason.',
  capacity: 'For how many managers do you have time?',
  nobody: 'Nobody at the moment',
  managers: (count: number) => (count === 1 ? 'One manager' : `${count} managers`),
  contexts: 'Which kinds of work do you know?',
  languages: 'In which languages?',
  offered: (count: number) =>
    count === 0
      ? 'Saved. You are not proposed as a mentor. Mentorships that you have go on.'
      : `Saved. You can be proposed for ${count === 1 ? 'one manager' : `${count} managers`}.`,
  title: 'Pair managers',
  intro: 'This is the best fit for all of them together. Change what you know better. Nobody is asked before you have seen the messages.',
  none: 'Every manager has a mentor, or has asked one.',
  noOffers: 'Nobody has offered to mentor yet. People do so with /coach mentor.',
  leaveOut: 'Nobody for now',
  why: (mentor: string, reasons: string) => `${mentor}: ${reasons}`,
  noFit: 'Nobody with room suits: a mentor stands outside the reporting line, speaks the same language and works at the same hours.',
  more: (count: number) => `${count} more ${count === 1 ? 'manager waits' : 'managers wait'}. They come when you open this again.`,
  preview: 'See the messages',
  previewTitle: 'What will be sent',
  launch: (count: number) => `Ask ${count === 1 ? 'one mentor' : `${count} mentors`}`,
  back: 'Not yet',
  nobodyChosen: 'You have left everybody out, so there is nothing to send.',
  toMentor: (mentor: string) => `*To ${mentor}, now:*`,
  afterYes: '*To both, once a mentor has said yes, for example:*',
  launched: (count: number) =>
    count === 0
      ? 'Nobody was asked.'
      : `${count === 1 ? 'One mentor was' : `${count} mentors were`} asked. You hear from me as each of them answers.`,
  refused: (manager: string, sentence: string) => `*${manager}:* ${sentence}`,
}

/** One screen shows so many managers. */
export const mostPairings = 25
export const leaveOut = 'nobody'
const mostManagers = 8
const usualLanguages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'cs',
  'sv',
  'da',
  'fi',
  'no',
  'tr',
  'uk',
  'ar',
  'hi',
  'ja',
  'ko',
  'zh',
]
const contextLabels: Record<Context, string> = {
  sales: 'Sales',
  support: 'Support',
  operations: 'Operations',
  project: 'Projects',
  general: 'General',
}

/** What somebody offers as a mentor; `languages` are those of their Slack at first. */
export function mentorOfferModal(offer: { capacity: number; contexts: Context[]; languages: string[] }): ModalView {
  const counts = [0, ...Array.from({ length: mostManagers }, (_none, index) => index + 1)]
  const languages = [...new Set([...usualLanguages, ...offer.languages])]
  return modal(
    'mentor_offer',
    {},
    {
      title: copy.offerTitle,
      submit: 'Save',
      close: 'Cancel',
      blocks: [
        section(copy.offerIntro),
        selectField(
          'capacity',
          copy.capacity,
          counts.map((count) => ({ value: String(count), label: count === 0 ? copy.nobody : copy.managers(count) })),
          { value: String(offer.capacity) },
        ),
        multiSelectField(
          'contexts',
          copy.contexts,
          contexts.map((one) => ({ value: one, label: contextLabels[one] })),
          { values: offer.contexts, optional: true },
        ),
        multiSelectField(
          'languages',
          copy.languages,
          languages.map((code) => ({ value: code, label: languageName(code) })),
          { values: offer.languages },
        ),
      ],
    },
  )
}

export function mentorOfferedModal(capacity: number): ModalView {
  return modal('notice', {}, { title: copy.offerTitle, close: 'Done', blocks: [section(copy.offered(capacity))] })
}

/** The proposed pairings, each to be changed, with the reasons. */
export function pairingsModal(proposed: readonly ProposedPairing[], offers: 'some' | 'none'): ModalView {
  if (proposed.length === 0 || offers === 'none')
    return modal('notice', {}, { title: copy.title, blocks: [section(proposed.length === 0 ? copy.none : copy.noOffers)] })
  const shown = proposed.slice(0, mostPairings)
  return modal(
    'pairings',
    {},
    {
      title: copy.title,
      submit: copy.preview,
      close: 'Cancel',
      blocks: [
        section(copy.intro),
        ...shown.flatMap((one) => [pairingField(one), context(reasonsOf(one))]),
        ...(proposed.length > shown.length ? [context(copy.more(proposed.length - shown.length))] : []),
      ],
    },
  )
}

function pairingField({ managerId, managerName, mentor, others }: ProposedPairing) {
  const choices = [...(mentor ? [mentor] : []), ...others].map(({ mentorId, mentorName }) => ({
    value: mentorId,
    label: shorten(mentorName, 70),
  }))
  return selectField(managerId, shorten(managerName, 100), [...choices, { value: leaveOut, label: copy.leaveOut }], {
    value: mentor?.mentorId ?? leaveOut,
  })
}

function reasonsOf({ mentor }: ProposedPairing): string {
  return mentor === undefined ? copy.noFit : copy.why(escape(mentor.mentorName), reasons(mentor))
}

function reasons({ reasons: list }: Suited): string {
  return escape(list.join('; '))
}

/** Every message that a launch sends, word for word. */
export function pairingsPreviewModal(
  chosen: readonly { managerId: string; managerName: string; mentorId: string; mentorName: string }[],
  coordinatorName: string,
  reader: Reader,
): ModalView {
  const [first] = chosen
  if (first === undefined) return modal('notice', {}, { title: copy.previewTitle, blocks: [section(copy.nobodyChosen)] })
  const proposal = (managerName: string) =>
    drawMentorProposal({ mentorshipId: '', managerName, proposedByName: coordinatorName, state: 'waiting' }, reader).text
  const introduction = drawMentorAnswer(
    { managerName: first.managerName, mentorName: first.mentorName, reader: 'manager', answer: 'yes' },
    reader,
  )
  const accepted = drawMentorProposal(
    { mentorshipId: '', managerName: first.managerName, proposedByName: coordinatorName, state: 'accepted' },
    reader,
  )
  return modal(
    'pairings_preview',
    { pairs: chosen.map(({ managerId, mentorId }) => [managerId, mentorId] as [string, string]) },
    {
      title: copy.previewTitle,
      submit: shorten(copy.launch(chosen.length), 24),
      close: copy.back,
      blocks: [
        ...chosen.map(({ managerName, mentorName }) => section(`${copy.toMentor(escape(mentorName))}\n${proposal(managerName)}`)),
        section(`${copy.afterYes}\n${accepted.text}\n${introduction.text}`),
      ],
    },
  )
}

/** What became of a launch: how many were asked, and each that was not with the reason. */
export function pairingsLaunchedModal(launched: {
  asked: number
  refused: readonly { managerName: string; sentence: string }[]
}): ModalView {
  return modal(
    'notice',
    {},
    {
      title: copy.title,
      close: 'Done',
      blocks: [
        section(copy.launched(launched.asked)),
        ...launched.refused.map(({ managerName, sentence }) => section(copy.refused(escape(managerName), escape(sentence)))),
      ],
    },
  )
}
