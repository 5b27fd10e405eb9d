// Plain JavaScript, like the peers that use it, so that a bare Bolt app is not charged for Node's type stripping. See answering.d.mts.
export function answering(answers) {
  process.on('message', async ({ number, question, about }) => {
    const answer = question === 'cpuUs' ? cpuUs() : await answers[question]?.(about)
    process.send?.({ number, answer })
  })
  process.on('disconnect', () => process.exit())
}

// Microseconds.
function cpuUs() {
  const { user, system } = process.cpuUsage()
  return user + system
}
