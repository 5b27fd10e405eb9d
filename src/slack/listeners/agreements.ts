import { z } from 'zod'
import type { Act } from '../../coaching/actions.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { lengthOf, sessionFields } from '../../coaching/session-fields.ts'
import { actOn, confirmAll, openAction } from '../../flows/actions.ts'
import type { ActionCall, Reply, SubmissionCall, SubmissionReply } from '../listen.ts'
import type { Values } from '../values.ts'
import { text } from '../values.ts'
import type { ItemForm } from '../views/agreement.ts'
import { noteLength, rewordModal, suggestModal } from '../views/agreement.ts'
import { noticeModal } from '../views/notice.ts'
import type { ListenerParts } from './index.ts'
import { readerOf } from './reader.ts'
import { afterClick, afterForm, agreementScreen, fromOf, showForm } from './plan-screens.ts'
import { aboutOf, forgetWords, keepWords, keptWordsOf, wordsForms } from './words-kept.ts'

export function listenToAgreements({ routes }: ListenerParts): void {
  routes.action('open_agreement', async (call) => {
    const screen = await agreementScreen(call, call.value.agreementId)
    return isRefusal(screen) ? screen : { open: screen }
  })

  routes.action('confirm_all', async (call) =>
    afterClick(call, call.value, await confirmAll(call.store, call.value.agreementId, call.person, call.value.version, call.now)),
  )
  routes.action('confirm_item', (call) => answer(call, { act: 'confirm', version: call.value.version }))
  routes.action('not_agreed', (call) => answer(call, { act: 'not_agreed', version: call.value.version }))
  routes.action('accept_suggestion', (call) => answer(call, { act: 'accept', version: call.value.version }))
  routes.action('keep_wording', (call) => answer(call, { act: 'keep', version: call.value.version }))

  routes.action('suggest_change', (call) => openForm(call, 'suggest_change'))
  routes.action('reword_item', (call) => openForm(call, 'reword_item'))
  routes.typing('suggest_change', (call) => keepWords(call, 'suggest_change', call.meta.actionId))
  routes.typing('reword_item', (call) => keepWords(call, 'reword_item', call.meta.actionId))

  routes.submission('suggest_change', async (call) => {
    const form = readItemForm(call.values)
    if ('errors' in form) return form
    const opened = await openAction(call.store.read, call.meta.actionId, call.person, 'suggest')
    if (isRefusal(opened)) return opened
    const { action } = opened
    if (form.text === action.text && form.dueOn === action.dueOn && form.note === undefined) {
      return { errors: { text: 'This is what it says now. Please change the words or the date, or leave a note.' } }
    }
    return send(call, 'suggest_change', form, {
      act: 'suggest',
      version: call.meta.version,
      suggestion: { text: form.text, dueOn: form.dueOn, note: form.note },
    })
  })

  routes.submission('reword_item', async (call) => {
    const form = readItemForm(call.values)
    if ('errors' in form) return form
    return send(call, 'reword_item', form, { act: 'answer', version: call.meta.version, text: form.text, dueOn: form.dueOn })
  })

  routes.action('discard_words', async (call) => {
    if (call.where.kind !== 'view') return undefined
    const { name, meta } = call.where
    const form = wordsForms.find((one) => one === name)
    if (form === undefined) return undefined
    await forgetWords(call, form, aboutOf(form, meta))
    return { update: noticeModal('What you had typed is gone. Everything stands as it was.') }
  })
}

async function answer(call: ActionCall<'confirm_item'>, act: Act): Promise<Reply> {
  return afterClick(call, call.value, await actOn(call.store, call.value.actionId, call.person, act, call.now))
}

type WordingForm = 'suggest_change' | 'reword_item'
const actOf = { suggest_change: 'suggest', reword_item: 'answer' } as const
const drawForm = { suggest_change: suggestModal, reword_item: rewordModal }
const changedMeanwhile = 'The wording was changed after you saw it. This is how it stands now.'

async function openForm(call: ActionCall<'suggest_change'>, form: WordingForm): Promise<Reply> {
  const { actionId, version } = call.value
  const opened = await openAction(call.store.read, actionId, call.person, actOf[form])
  if (isRefusal(opened)) return afterClick(call, call.value, opened)
  const { action, otherName } = opened
  const kept = await keptWordsOf(call, form, actionId)
  const from = fromOf(call.where)
  const filled: ItemForm = {
    from,
    otherName,
    typed: kept && typedIn(kept),
    draft: kept ? 'kept' : 'none',
    ...(version === action.version ? {} : { banner: changedMeanwhile }),
  }
  return showForm(call.where, drawForm[form](action, filled, readerOf(call)))
}

/** Sends a form on. Where the wording changed meanwhile, nothing happens and the form comes back with what was typed in it. */
async function send(call: SubmissionCall<WordingForm>, form: WordingForm, typed: ItemWords, act: Act): Promise<SubmissionReply> {
  const { actionId, from } = call.meta
  const done = await actOn(call.store, actionId, call.person, act, call.now)
  if (!isRefusal(done)) {
    await forgetWords(call, form, actionId)
    return afterForm(call, from, done)
  }
  switch (done.refused) {
    case 'past':
      return { errors: { due_on: 'This date is past. Please pick today or a later day.' } }
    case 'already':
      return { errors: { text: 'This is what it says now. Please change the words or the date.' } }
    case 'changed': {
      const opened = await openAction(call.store.read, actionId, call.person, actOf[form])
      if (isRefusal(opened)) return opened
      return {
        update: drawForm[form](
          opened.action,
          {
            from,
            otherName: opened.otherName,
            typed,
            draft: 'none',
            banner: `${changedMeanwhile} Nothing was sent, and your words are still here.`,
          },
          readerOf(call),
        ),
      }
    }
    default:
      return done
  }
}

type ItemWords = { text: string; dueOn: string; note: string | undefined }

/** What was filled in, or a sentence for each field that does not fit. */
export function readItemForm(values: Values): ItemWords | { errors: Record<string, string> } {
  const written = text(values, 'text')
  const note = text(values, 'note')
  const dueOn = z.iso.date().safeParse(values['due_on'])
  const longest = sessionFields.actionText.maxLength
  const errors = {
    ...(written === undefined
      ? { text: 'Please write the step in a few words.' }
      : lengthOf(written) > longest
        ? { text: `A step can have at most ${longest} characters; this one has ${lengthOf(written)}.` }
        : {}),
    ...(dueOn.success ? {} : { due_on: 'Please pick a date.' }),
    ...(note !== undefined && lengthOf(note) > noteLength
      ? { note: `A note can have at most ${noteLength} characters; this one has ${lengthOf(note)}.` }
      : {}),
  }
  return written === undefined || !dueOn.success || Object.keys(errors).length > 0 ? { errors } : { text: written, dueOn: dueOn.data, note }
}

function typedIn(kept: Values): { text: string | undefined; dueOn: string | undefined; note: string | undefined } {
  return { text: text(kept, 'text'), dueOn: text(kept, 'due_on'), note: text(kept, 'note') }
}
