import type { PersonId, RequestId, SessionId } from '../coaching/ids.ts'
import type { RequestNews } from '../coaching/request-messages.ts'

/** Why each message about requests exists. What a session noted stands in one message. */
export const requestKeys = {
  noted: ({ id, sessionId }: { id: RequestId; sessionId: SessionId | undefined }) => `requests/${sessionId ?? id}/noted`,
  forOwner: (id: RequestId, owner: PersonId) => `request/${id}/owner/${owner}`,
  news: (id: RequestId, news: RequestNews['news']) => `request/${id}/${news}`,
  due: (owner: PersonId, on: string) => `requests/due/${owner}/${on}`,
}
