import { z } from 'zod'
import type { PairId } from '../../coaching/ids.ts'
import { dropDraft, readDraft, saveDraft } from '../../db/drafts.ts'
import { viewMetas } from '../ids.ts'
import type { Caller, TypingCall } from '../listen.ts'
import type { Values } from '../values.ts'

/** The forms in which people write about an action, a plan or a request, each with a draft of its own for each subject and author. */
export const wordsForms = [
  'suggest_change',
  'reword_item',
  'action_drop',
  'plan_write',
  'plan_comment',
  'request_ask',
  'request_send',
  'request_answer',
  'request_decline',
] as const
export type WordsForm = (typeof wordsForms)[number]

/** Keeps what a person has typed so far in one of the forms, for themselves alone; `besides` is what the form had before them. */
export async function keepWords(
  { store, workspace, person, values, stamp, now }: TypingCall<WordsForm>,
  form: WordsForm,
  about: string,
  besides: Values = {},
): Promise<void> {
  await store.write((tx) =>
    saveDraft(tx, {
      workspaceId: workspace.id,
      ownerId: person.id,
      kind: 'suggestion',
      subjectId: subject(form, about),
      values: { ...values, ...besides },
      step: form,
      stamp,
      now,
    }),
  )
}

/** What the caller had typed in a form and not sent; undefined when there is nothing. */
export async function keptWordsOf({ store, person }: Caller, form: WordsForm, about: string): Promise<Values | undefined> {
  const draft = await readDraft(store.read, person.id, 'suggestion', subject(form, about))
  return draft && kept.parse(draft.values)
}

export async function forgetWords({ store, person }: Caller, form: WordsForm, about: string): Promise<void> {
  await store.write((tx) => dropDraft(tx, person.id, 'suggestion', subject(form, about)))
}

/** What the draft of a form on screen is about, from what the form carries. */
export function aboutOf(form: WordsForm, meta: unknown): string {
  switch (form) {
    case 'suggest_change':
    case 'reword_item':
    case 'action_drop':
      return viewMetas[form].parse(meta).actionId
    case 'plan_write':
      return partSubject(viewMetas[form].parse(meta))
    case 'plan_comment':
    case 'request_ask':
      return viewMetas[form].parse(meta).pairId
    case 'request_send':
    case 'request_answer':
    case 'request_decline':
      return viewMetas[form].parse(meta).requestId
    default:
      return form satisfies never
  }
}

/** A part of a plan's page, as what a draft is about. */
export function partSubject({ pairId, field, goalId }: { pairId: PairId; field: string; goalId?: string | undefined }): string {
  return [pairId, field, ...(goalId === undefined ? [] : [goalId])].join('/')
}

const kept = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional())

function subject(form: WordsForm, about: string): string {
  return `${form}/${about}`
}
