import { WebClient } from '@slack/web-api'
import { parse } from 'yaml'
import { z } from 'zod'
import type { WorkspaceId } from '../coaching/ids.ts'
import type { Config } from '../config.ts'
import type { Finding } from '../db/finding.ts'
import { fine, worthKnowing, wrong } from '../db/finding.ts'
import { errorCode, installationDead } from './errors.ts'

/** What Slack says when it is asked from here: the token, its scopes, the way in, and how far the two clocks are apart. `manifest` is manifest.yml. */
export async function examineSlack(
  slack: Config['slack'],
  manifest: string,
): Promise<{ findings: Finding[]; workspaceId: WorkspaceId | undefined }> {
  const options = { ...(slack.apiUrl ? { slackApiUrl: slack.apiUrl } : {}), retryConfig: { retries: 0 }, timeout: 10_000 }
  const token = await examineToken(new WebClient(slack.botToken, options), manifest)
  return {
    findings: [
      ...token.findings,
      await examineWayIn(slack.transport, options),
      await examineClock(slack.apiUrl ?? 'https://slack.com/api/'),
    ],
    workspaceId: token.workspaceId,
  }
}

async function examineToken(client: WebClient, manifest: string) {
  const about = 'bot token'
  try {
    const answer = authAnswer.parse(await client.auth.test())
    // The id comes from Slack.
    const workspaceId = (answer.is_enterprise_install ? answer.enterprise_id : answer.team_id) as WorkspaceId
    return {
      findings: [
        fine(about, `Slack takes it, for ${answer.team ?? 'the workspace'}.`),
        scopes(answer.response_metadata?.scopes ?? [], manifest),
      ],
      workspaceId,
    }
  } catch (error) {
    const code = errorCode(error)
    const sentence = installationDead.has(code)
      ? `Slack does not take it (${code}). Copy the one under OAuth & Permissions in your Slack app to SLACK_BOT_TOKEN, and install the app again where it was removed.`
      : `Slack could not be asked (${code}). Check the network, and SLACK_API_URL where it is set.`
    return { findings: [wrong(about, sentence)], workspaceId: undefined }
  }
}

/** Compares the scopes that were granted with those of the manifest. */
function scopes(granted: readonly string[], manifest: string): Finding {
  const { bot, bot_optional: optional } = manifestScopes.parse(parse(manifest)).oauth_config.scopes
  const missing = bot.filter((scope) => !granted.includes(scope))
  const needed = missing.filter((scope) => !optional.includes(scope))
  if (needed.length > 0)
    return wrong('scopes', `Missing: ${needed.join(', ')}. Put the scopes of manifest.yml into your Slack app and install it again.`)
  return missing.length > 0
    ? worthKnowing('scopes', `Without ${missing.join(', ')} debriefs go through a form in each person's own messages, not a group thread.`)
    : fine('scopes', 'All of manifest.yml were granted.')
}

async function examineWayIn(transport: Config['slack']['transport'], options: { slackApiUrl?: string; timeout: number }): Promise<Finding> {
  if (transport.kind === 'http')
    return fine('way in', 'Signed HTTP: Slack calls POST /slack/events; the Request URL in your Slack app shows whether it gets through.')
  try {
    await new WebClient(transport.appToken, { ...options, retryConfig: { retries: 0 } }).apps.connections.open()
    return fine('way in', 'Socket Mode: Slack gives connections to the app token.')
  } catch (error) {
    return wrong(
      'way in',
      `Slack gives the app token no connection (${errorCode(error)}). Check SLACK_APP_TOKEN, its scope connections:write, and that Socket Mode is switched on.`,
    )
  }
}

/** Seconds between the clocks up to which nothing suffers; signed requests are refused from five minutes on. */
const noticeSeconds = 5
const tooFarSeconds = 60

async function examineClock(apiUrl: string): Promise<Finding> {
  const about = 'clock'
  const askedMs = Date.now()
  const answer = await fetch(new URL('api.test', apiUrl), { method: 'POST', signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
  const stamp = answer?.headers.get('date')
  if (!stamp) return worthKnowing(about, 'Slack could not be asked for the time.')
  // The header has whole seconds, and the answer took a while.
  const apart = Math.round((Date.parse(stamp) - (askedMs + Date.now()) / 2) / 1000)
  const words = `It is ${Math.abs(apart)} s ${apart > 0 ? 'behind' : 'ahead of'} Slack's.`
  if (Math.abs(apart) <= noticeSeconds) return fine(about, 'It goes with Slack’s.')
  return Math.abs(apart) <= tooFarSeconds
    ? worthKnowing(about, `${words} Let the machine set it by itself (NTP).`)
    : wrong(about, `${words} Messages go out at the wrong minute. Let the machine set it by itself (NTP).`)
}

const authAnswer = z.looseObject({
  team: z.string().optional(),
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
  response_metadata: z.looseObject({ scopes: z.array(z.string()).optional() }).optional(),
})
const manifestScopes = z.looseObject({
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()), bot_optional: z.array(z.string()).default([]) }) }),
})
