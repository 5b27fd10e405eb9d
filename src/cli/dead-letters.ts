import { Command, InvalidArgumentError } from 'commander'
import type { OutboxId } from '../coaching/ids.ts'
import { dropGivenUp, dropSetAside, givenUp, handleSetAside, sendGivenUp, setAside } from '../db/dead-letters.ts'
import { withStore } from './store.ts'

/**
 * `cuecard dead-letters [list | resend | drop]`: what was given up (messages that Slack did not take, events that we could not take in), by
 * kind and error, and what to do with it. A running Cuecard sees the change within a second.
 */
export function deadLettersCommand(): Command {
  const command = new Command('dead-letters').description('Show what could not be delivered, and send it after all or drop it.')
  command.command('list', { isDefault: true }).description('List what was given up, by kind and error.').action(list)
  command
    .command('resend')
    .description('Try again. Whether a message is still wanted is asked when it is sent.')
    .argument('[ids...]', 'as the list names them', asLetter)
    .option('--all', 'everything that is listed')
    .action((letters: Letter[], { all }: { all?: true }) =>
      change(letters, all, async (store, which) =>
        said('tried again', {
          messages: await store.write((tx) => sendGivenUp(tx, which.messages)),
          events: await store.write((tx) => handleSetAside(tx, which.events)),
        }),
      ),
    )
  command
    .command('drop')
    .description('Give up for good. What an event said is erased.')
    .argument('[ids...]', 'as the list names them', asLetter)
    .option('--all', 'everything that is listed')
    .action((letters: Letter[], { all }: { all?: true }) =>
      change(letters, all, async (store, which) =>
        said('dropped', {
          messages: await store.write((tx) => dropGivenUp(tx, which.messages)),
          events: await store.write((tx) => dropSetAside(tx, which.events, Date.now())),
        }),
      ),
    )
  return command
}

type Letter = { message: OutboxId } | { event: number }
type Which = { messages: OutboxId[] | 'all'; events: number[] | 'all' }
type OpenStore = Parameters<Parameters<typeof withStore>[0]>[0]

async function list(): Promise<void> {
  await withStore(async (store) => {
    const lines = [
      ...(await givenUp(store.read)).map(
        ({ id, kind, op, error, attempts, triedAtMs }) =>
          `${id}  ${op === 'post' ? kind : `${kind} (${op})`}  ${error}  ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}${triedAtMs === undefined ? '' : `, last ${at(triedAtMs)}`}`,
      ),
      ...(await setAside(store.read)).map(({ seq, error, receivedAtMs }) => `event-${seq}  ${error}  came ${at(receivedAtMs)}`),
    ]
    process.stdout.write(lines.length === 0 ? 'Nothing was given up.\n' : `${lines.join('\n')}\n`)
  })
}

async function change(letters: Letter[], all: true | undefined, work: (store: OpenStore, which: Which) => Promise<void>): Promise<void> {
  if (all === undefined && letters.length === 0) {
    process.stderr.write('Name what you mean by its id, or give --all. Nothing was changed.\n')
    process.exitCode = 2
    return
  }
  const which: Which =
    all === undefined
      ? {
          messages: letters.flatMap((letter) => ('message' in letter ? [letter.message] : [])),
          events: letters.flatMap((letter) => ('event' in letter ? [letter.event] : [])),
        }
      : { messages: 'all', events: 'all' }
  await withStore((store) => work(store, which))
}

function said(what: string, { messages, events }: { messages: number; events: number }): void {
  process.stdout.write(
    `${messages === 1 ? '1 message' : `${messages} messages`} and ${events === 1 ? '1 event' : `${events} events`} ${what}.\n`,
  )
}

function at(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}

function asLetter(text: string, before: Letter[] = []): Letter[] {
  const event = /^event-(\d+)$/.exec(text)?.[1]
  if (event !== undefined) return [...before, { event: Number(event) }]
  // Of this form are the ids that the list prints.
  if (/^[a-z]{1,2}_[0-9a-z]{16}$/.test(text)) return [...before, { message: text as OutboxId }]
  throw new InvalidArgumentError('An id looks like the first word of a line of the list.')
}
