import { auth } from './auth.ts'
import { blocksValidate } from './blocks-validate.ts'
import type { Method } from './call.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { files } from './files.ts'
import { scheduled } from './scheduled.ts'
import { users } from './users.ts'
import { views } from './views.ts'

/** Every Web API method that this stand-in knows; any other answers `unknown_method`. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({ ...auth, ...chat, ...scheduled, ...conversations, ...users, ...views, ...files, ...blocksValidate }),
)
