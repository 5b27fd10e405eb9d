/** Who looks at a message or screen: everything a view needs to know about them besides the data. */
export type Reader = {
  /** IANA zone in which dates are said. */
  zone: string
  locale: string
  /** Thin: names, counts and buttons only; coaching text opens in modals. */
  thin: boolean
  now: Temporal.Instant
}
