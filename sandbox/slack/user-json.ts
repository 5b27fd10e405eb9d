import type { Json } from './json.ts'
import type { PersonRecord, World } from './state.ts'
import { derivedId } from './ids.ts'

/** A person's profile: e-mail only with `users:read.email`, and a status for as long as it lasts. */
export function profileJson(world: World, person: PersonRecord): Json {
  const { app } = world
  const isBot = person.kind === 'bot' || person.kind === 'app'
  const [firstName = '', ...lastNames] = person.name.split(' ')
  const expiresAtMs = person.status.until === undefined ? 0 : Temporal.Instant.from(person.status.until).epochMilliseconds
  const isOver = expiresAtMs !== 0 && expiresAtMs <= world.now()
  return {
    title: person.title,
    phone: '',
    skype: '',
    real_name: person.name,
    real_name_normalized: person.name,
    display_name: isBot ? '' : person.displayName,
    display_name_normalized: isBot ? '' : person.displayName,
    status_text: isOver ? '' : person.status.text,
    status_emoji: isOver ? '' : person.status.emoji,
    status_expiration: isOver ? 0 : Math.floor(expiresAtMs / 1_000),
    avatar_hash: 'a00000000000',
    first_name: firstName,
    last_name: lastNames.join(' '),
    image_72: `${world.url}/practice/avatar/${person.id}`,
    team: teamOf(world, person),
    ...(person.email && !isBot && app.scopes.has('users:read.email') ? { email: person.email } : {}),
    ...(isBot
      ? { bot_id: person.kind === 'app' ? app.botId : derivedId('B', person.id), api_app_id: person.kind === 'app' ? app.id : '' }
      : {}),
  }
}

function teamOf(world: World, person: PersonRecord): string {
  return person.kind === 'stranger' ? derivedId('T', 'elsewhere') : world.workspace.id
}

/** A person as `users.info` shows them: deactivated people have no zone. */
export function userJson(world: World, person: PersonRecord, extras: { locale?: boolean } = {}): Json {
  const isStranger = person.kind === 'stranger'
  const isBot = person.kind === 'bot' || person.kind === 'app'
  const isGuest = person.kind === 'guest' || person.kind === 'single_channel_guest'
  const isDeactivated = person.kind === 'deactivated'
  const identity = {
    id: person.id,
    team_id: teamOf(world, person),
    name: person.handle,
    deleted: isDeactivated,
    profile: profileJson(world, person),
    is_bot: isBot,
    is_app_user: false,
    updated: Math.floor(person.updatedAt / 1_000),
  }
  if (isDeactivated) return identity
  return {
    ...identity,
    color: person.colour,
    real_name: person.name,
    ...zoneOf(world, person),
    is_admin: person.admin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: isGuest,
    is_ultra_restricted: person.kind === 'single_channel_guest',
    is_email_confirmed: !isBot,
    who_can_share_contact_card: 'EVERYONE',
    ...(isStranger ? { is_stranger: true } : {}),
    ...(extras.locale ? { locale: person.locale } : {}),
  }
}

function zoneOf(world: World, person: PersonRecord): Json {
  const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(world.now())).toZonedDateTimeISO(person.zone)
  const label = new Intl.DateTimeFormat('en-US', { timeZone: person.zone, timeZoneName: 'long' })
    .formatToParts(new Date(now.epochMilliseconds))
    .find((part) => part.type === 'timeZoneName')
  return { tz: person.zone, tz_label: label?.value ?? person.zone, tz_offset: now.offsetNanoseconds / 1e9 }
}

/** Slackbot is in every people list, and is famously not a bot there. */
export function slackbotJson(world: World): Json {
  return {
    id: 'USLACKBOT',
    team_id: world.workspace.id,
    name: 'slackbot',
    deleted: false,
    color: '757575',
    real_name: 'Slackbot',
    tz: 'America/Los_Angeles',
    tz_label: 'Pacific Standard Time',
    tz_offset: -28_800,
    profile: {
      title: '',
      real_name: 'Slackbot',
      display_name: 'Slackbot',
      first_name: 'slackbot',
      last_name: '',
      always_active: true,
      team: world.workspace.id,
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    updated: 0,
  }
}
