import { z } from 'zod'
import type { ActionId } from '../../coaching/ids.ts'
import { dropDraft, readDraft, saveDraft } from '../../db/drafts.ts'
import type { Caller, TypingCall } from '../listen.ts'
import type { Values } from '../values.ts'

/** The forms about an action in which people write, each with a draft of its own for each action and author. */
export type WordsForm = 'suggest_change' | 'reword_item' | 'action_drop'

/** Keeps what a person has typed so far in one of the forms, for themselves alone. */
export async function keepWords(
  { store, workspace, person, values, stamp, now }: TypingCall<WordsForm>,
  form: WordsForm,
  actionId: ActionId,
): Promise<void> {
  await store.write((tx) =>
    saveDraft(tx, {
      workspaceId: workspace.id,
      ownerId: person.id,
      kind: 'suggestion',
      subjectId: subject(form, actionId),
      values,
      step: form,
      stamp,
      now,
    }),
  )
}

/** What the caller had typed in a form and not sent; undefined when there is nothing. */
export async function keptWordsOf({ store, person }: Caller, form: WordsForm, actionId: ActionId): Promise<Values | undefined> {
  const draft = await readDraft(store.read, person.id, 'suggestion', subject(form, actionId))
  return draft && kept.parse(draft.values)
}

export async function forgetWords({ store, person }: Caller, form: WordsForm, actionId: ActionId): Promise<void> {
  await store.write((tx) => dropDraft(tx, person.id, 'suggestion', subject(form, actionId)))
}

const kept = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional())

function subject(form: WordsForm, actionId: ActionId): string {
  return `${form}/${actionId}`
}
