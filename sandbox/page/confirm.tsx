import type { ConfirmationDialog } from '@slack/types'
import { createContext } from 'preact'
import { useCallback, useContext, useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { Dialog } from './dialog.tsx'
import { Text } from './text.tsx'

export type Question = Omit<ConfirmationDialog, 'title'> & { title?: ConfirmationDialog['title'] }
type Ask = (question: Question | undefined) => Promise<'yes' | 'no'>

const AskContext = createContext<Ask>(() => Promise.resolve('yes'))

/** Asks "are you sure" the way an element's `confirm` wants it; no question is a yes. */
export const useAsk = (): Ask => useContext(AskContext)

/** Gives everything inside it a way to ask, one question at a time. */
export function AskHere({ children }: { children: ComponentChildren }) {
  const [asked, setAsked] = useState<{ question: Question; answer: (answer: 'yes' | 'no') => void }>()
  const ask = useCallback<Ask>((question) => {
    if (question === undefined) return Promise.resolve('yes')
    return new Promise((answer) => setAsked({ question, answer }))
  }, [])
  const answerWith = (answer: 'yes' | 'no') => {
    setAsked(undefined)
    asked?.answer(answer)
  }
  return (
    <AskContext.Provider value={ask}>
      {children}
      {asked !== undefined && (
        <Dialog
          title={asked.question.title?.text ?? 'Are you sure?'}
          size="s"
          onDismiss={() => answerWith('no')}
          footer={
            <>
              <button type="button" class="button" onClick={() => answerWith('no')}>
                {asked.question.deny?.text ?? 'Cancel'}
              </button>
              <button
                type="button"
                class={`button ${asked.question.style === 'danger' ? 'button-danger-filled' : 'button-primary'}`}
                onClick={() => answerWith('yes')}
              >
                {asked.question.confirm?.text ?? 'Yes'}
              </button>
            </>
          }
        >
          <div class="dialog-body">
            <p>
              <Text of={asked.question.text} />
            </p>
          </div>
        </Dialog>
      )}
    </AskContext.Provider>
  )
}
