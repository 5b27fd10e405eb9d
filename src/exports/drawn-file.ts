/** A file ready to be sent: its name with ending, the title that Slack shows, and its bytes. */
export type DrawnFile = { name: string; title: string; content: Uint8Array<ArrayBuffer> }
