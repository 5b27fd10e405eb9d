import { Command } from 'commander'

const cuecard = new Command('cuecard').description('Coaching prompts in the flow of work, inside Slack.')

cuecard
  .command('start')
  .description('Connect to Slack and run until stopped.')
  .action(async () => {
    const { main } = await import('../main.ts')
    await main()
  })

await cuecard.parseAsync()
