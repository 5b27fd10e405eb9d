/** Somebody named after a command: as Slack escapes a mention, or a plain name that Slack did not make into a person. */
export type Named = { slackUserId: string } | { plainName: string }

/** What somebody asks for with `/coach`. */
export type Wish =
  | { wish: 'hub' | 'mentor' | 'pilot' | 'circle' | 'team' | 'export' | 'settings' | 'help' }
  | { wish: 'start' | 'plan' | 'add' | 'why'; named: Named | undefined }
  | { wish: 'unknown'; words: string }

/**
 * Reads the words after `/coach`, in any case. A mention comes as `<@U123|name>`, because the manifest asks Slack to escape; whatever
 * else follows a command that takes a person is read as a name that Slack did not recognise.
 */
export function readWish(text: string): Wish {
  const [, command = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text.trim()) ?? []
  const word = command.toLowerCase()
  switch (word) {
    case '':
      return { wish: 'hub' }
    case 'start':
    case 'plan':
    case 'add':
    case 'why':
      return { wish: word, named: readNamed(rest) }
    case 'mentor':
    case 'pilot':
    case 'circle':
    case 'team':
    case 'export':
    case 'settings':
    case 'help':
      return { wish: word }
    default:
      return { wish: 'unknown', words: text.trim().slice(0, 60) }
  }
}

function readNamed(rest: string): Named | undefined {
  const mention = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/.exec(rest)?.[1]
  if (mention !== undefined) return { slackUserId: mention }
  return rest === '' ? undefined : { plainName: rest.slice(0, 60) }
}
