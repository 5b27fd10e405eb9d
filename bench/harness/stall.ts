/** Watches for how long the event loop does nothing else than one thing. Gives the longest time between two looks, in milliseconds. */
export function watchStalls(): { longestMs(): number } {
  let lookedMs = performance.now()
  let longestMs = 0
  const look = () => {
    const nowMs = performance.now()
    longestMs = Math.max(longestMs, nowMs - lookedMs)
    lookedMs = nowMs
  }
  const timer = setInterval(look, 1)
  return {
    longestMs() {
      clearInterval(timer)
      look()
      return longestMs
    },
  }
}
