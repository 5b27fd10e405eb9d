import type { Json } from './json.ts'
import type { World } from './state.ts'

/** A file as `files.info` shows it; its `mimetype` is empty until Slack has looked at the bytes. */
export function fileJson(world: World, id: string): Json {
  const file = world.files.get(id)
  if (!file || file.deleted) return { id, mode: 'tombstone' }
  const isReady = file.state === 'complete' && performance.now() >= file.readyAtMs
  const extension = file.name.split('.').at(-1)?.toLowerCase() ?? ''
  const shares = Object.groupBy(file.shares, (share) => share.channel)
  const shareList = Object.entries(shares).map(([channel, list = []]) => [
    channel,
    list.map((share) => ({ ts: share.ts, ...(share.threadTs ? { thread_ts: share.threadTs } : {}), reply_users: [], reply_count: 0 })),
  ])
  const ids = (prefix: string) => Object.keys(shares).filter((channel) => channel.startsWith(prefix))
  return {
    id,
    created: Math.floor(file.createdAt / 1_000),
    timestamp: Math.floor(file.createdAt / 1_000),
    name: file.name,
    title: file.title,
    mimetype: isReady ? file.mimetype : '',
    filetype: isReady ? extension : '',
    pretty_type: isReady ? extension.toUpperCase() : '',
    user: world.app.botUserId,
    user_team: world.workspace.id,
    editable: false,
    size: file.bytes,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${world.url}/files/${id}/${encodeURIComponent(file.name)}`,
    url_private_download: `${world.url}/files/${id}/download/${encodeURIComponent(file.name)}`,
    permalink: `${world.url}/files/${id}`,
    ...(file.altText ? { alt_txt: file.altText } : {}),
    channels: ids('C'),
    groups: ids('G'),
    ims: ids('D'),
    shares: { private: Object.fromEntries(shareList) },
    has_rich_preview: false,
    file_access: 'visible',
    comments_count: 0,
  }
}
