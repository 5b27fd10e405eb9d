import type { ModalView } from '@slack/types'
import { modal, section } from './kit.ts'

/** One sentence in a modal of its own, for answers that have no message to stand under. */
export function noticeModal(sentence: string): ModalView {
  return modal('notice', {}, { title: 'Cuecard', close: 'OK', blocks: [section(sentence)] })
}
