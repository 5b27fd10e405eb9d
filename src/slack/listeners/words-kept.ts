import { z } from 'zod'
import type { ActionId, PairId, RequestId } from '../../coaching/ids.ts'
import { dropDraft, readDraft, saveDraft } from '../../db/drafts.ts'
import type { Caller, TypingCall } from '../listen.ts'
import type { Values } from '../values.ts'

/** Forms of one or two texts, each with a draft of its own for each author and for what it is about. */
export type WordsForm =
  | 'suggest_change'
  | 'reword_item'
  | 'action_drop'
  | 'request_ask'
  | 'request_send'
  | 'request_answer'
  | 'request_decline'
export type WordsSubject = ActionId | PairId | RequestId

/** Keeps what a person has typed so far in one of the forms, for themselves alone. */
export async function keepWords(
  { store, workspace, person, values, stamp, now }: TypingCall<WordsForm>,
  form: WordsForm,
  about: WordsSubject,
): Promise<void> {
  await store.write((tx) =>
    saveDraft(tx, {
      workspaceId: workspace.id,
      ownerId: person.id,
      kind: 'suggestion',
      subjectId: subject(form, about),
      values,
      step: form,
      stamp,
      now,
    }),
  )
}

/** What the caller had typed in a form and not sent; undefined when there is nothing. */
export async function keptWordsOf({ store, person }: Caller, form: WordsForm, about: WordsSubject): Promise<Values | undefined> {
  const draft = await readDraft(store.read, person.id, 'suggestion', subject(form, about))
  return draft && kept.parse(draft.values)
}

export async function forgetWords({ store, person }: Caller, form: WordsForm, about: WordsSubject): Promise<void> {
  await store.write((tx) => dropDraft(tx, person.id, 'suggestion', subject(form, about)))
}

const kept = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional())

function subject(form: WordsForm, about: WordsSubject): string {
  return `${form}/${about}`
}
