import type { ImageElement, KnownBlock, PlainTextElement } from '@slack/types'
import { onThisHost } from '../file-card.tsx'
import { Icon } from '../icon.tsx'
import { Link } from '../link.tsx'
import { withEmoji } from '../text.tsx'
import { useWorkspace } from '../workspace.ts'

type ImageProps = {
  image: ImageElement | Extract<KnownBlock, { type: 'image' }>
  as: 'figure' | 'thumb' | 'icon'
  title?: PlainTextElement | undefined
}

/** A picture of this workspace. One from elsewhere is described and linked instead, because the page fetches nothing from elsewhere. */
export function Image({ image, as, title }: ImageProps) {
  const { state } = useWorkspace()
  const files = state.conversations.flatMap((conversation) => conversation.messages.flatMap((message) => message.files ?? []))
  const source = sourceOf(image, files)
  const picture =
    source.kind === 'here' ? (
      <img class={`image-${as}`} src={source.url} alt={image.alt_text} />
    ) : (
      <span class={`image-absent image-absent-${as}`} {...(as === 'icon' ? { role: 'img' as const, 'aria-label': image.alt_text } : {})}>
        {as === 'icon' ? (
          '▢'
        ) : (
          <>
            <Icon name="file" /> {source.kind === 'elsewhere' ? <Link url={source.url}>{image.alt_text}</Link> : image.alt_text}
          </>
        )}
      </span>
    )
  if (as !== 'figure') return picture
  return (
    <figure class="image-block">
      {title !== undefined && <figcaption>{withEmoji(title.text)}</figcaption>}
      {picture}
    </figure>
  )
}

type Source = { kind: 'here'; url: string } | { kind: 'elsewhere'; url: string } | { kind: 'gone' }

function sourceOf(image: ImageProps['image'], files: readonly { id: string; url: string }[]): Source {
  if ('image_url' in image)
    return isHere(image.image_url) ? { kind: 'here', url: image.image_url } : { kind: 'elsewhere', url: image.image_url }
  const { slack_file: file } = image
  const known = 'url' in file ? file.url : files.find((one) => one.id === file.id)?.url
  if (known === undefined || known === '') return { kind: 'gone' }
  const url = onThisHost(known)
  return isHere(url) ? { kind: 'here', url } : { kind: 'elsewhere', url }
}

const isHere = (url: string) =>
  url.startsWith('data:image/') || (URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin)

export function Video({ block }: { block: Extract<KnownBlock, { type: 'video' }> }) {
  return (
    <div class="video-block">
      <div class="video-title">
        {block.title_url === undefined ? withEmoji(block.title.text) : <Link url={block.title_url}>{withEmoji(block.title.text)}</Link>}
      </div>
      {block.description !== undefined && <p>{withEmoji(block.description.text)}</p>}
      <div class="video-absent" role="img" aria-label={block.alt_text}>
        Video: {block.alt_text}
      </div>
    </div>
  )
}
