import type { WebAPICallResult } from '@slack/web-api'
import { WebClient } from '@slack/web-api'
import { errorCode } from './errors.ts'

/** A Web API client that says of each call how it ended: `ok`, or the code that Slack or the network gave. */
export class NotingClient extends WebClient {
  onCall: (method: string, code: string) => void = () => undefined

  override async apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    try {
      const answer = await super.apiCall(method, options)
      this.onCall(method, 'ok')
      return answer
    } catch (error) {
      this.onCall(method, errorCode(error))
      throw error
    }
  }
}
