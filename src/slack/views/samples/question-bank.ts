import { questionBank } from '../../../coaching/question-bank.ts'
import { bankLimits } from '../../../coaching/bank-edits.ts'
import type { ModalView } from '../kit.ts'
import { ownQuestionModal } from '../own-question.ts'
import type { QuestionListData } from '../question-bank.ts'
import { questionListModal, questionModal } from '../question-bank.ts'
import { extremeReaders, extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const bank: QuestionListData = { questions: questionBank.questions, off: ['g03'], edited: ['g05'], review: ['p02', 'w01'] }
const [first] = questionBank.questions
const many: QuestionListData = {
  ...bank,
  questions: Array.from({ length: 200 }, () => questionBank.questions.filter(({ category }) => category === 'goals')).flat(),
  review: questionBank.questions.map(({ id }) => id),
}

export const questionModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  question_list: {
    goals: questionListModal({ ...bank, review: [] }, { category: 'goals', from: 0 }),
    to_review: questionListModal(bank, { category: 'progress', from: 0 }),
    fullest: questionListModal(many, { category: 'goals', from: 30 }),
    ...extremeReaders(reader, () => questionListModal(bank, { category: 'wellbeing', from: 0 })),
  },
  question: {
    new: questionModal({ id: undefined, category: 'support' }),
    ...(first ? { edit: questionModal(first) } : {}),
    ...extremes((as) =>
      questionModal({
        id: 'x01',
        category: 'goals',
        ...as({ bank: { text: 'What moved?', listenFor: 'Facts', followUp: 'What else?' } }).bank,
      }),
    ),
    at_the_limit: questionModal({ id: 'x01', category: 'goals', text: 'w'.repeat(bankLimits.text) }),
  },
  own_question: {
    fresh: ownQuestionModal({ meetingId: 'm_0000000000000001', employeeName: 'Dev', words: undefined }),
    ...extremes((as) =>
      ownQuestionModal({
        meetingId: 'm_0000000000000001',
        ...as({ employeeName: 'Dev', text: 'What moved?' }),
        words: as({ text: 'What moved?' }).text,
      }),
    ),
  },
})
