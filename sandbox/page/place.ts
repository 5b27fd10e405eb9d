export type Tab = 'home' | 'messages' | 'about'

/** What is open in the main pane: a conversation, for the app's own one of its tabs, and perhaps a thread (its parent's ts) beside it. */
export type Place = { channel: string; tab?: Tab; thread?: string | undefined }
