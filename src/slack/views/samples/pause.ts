import type { ModalView } from '../kit.ts'
import { pausedModal, pauseModal } from '../pause.ts'

export const pauseModals = (): Record<string, Record<string, ModalView>> => ({
  pause_everything: { asked: pauseModal(), done: pausedModal() },
})
