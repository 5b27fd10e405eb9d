import { useEffect, useState } from 'preact/hooks'
import type { MessageState } from '../practice-api.ts'
import { Icon } from './icon.tsx'

type File = NonNullable<MessageState['files']>[number]

/** The address of one of the workspace's files on whatever host this page was opened; other addresses stay as they are. */
export function onThisHost(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  return path.startsWith('/practice/file/') ? path : url
}

/** A file: a picture is shown, the beginning of a text too, anything else is a card that opens it. */
export function FileCard({ file: given }: { file: File }) {
  const file = { ...given, url: onThisHost(given.url) }
  if (file.url === '')
    return (
      <div class="file-card file-gone">
        <Icon name="file" /> {file.name}
      </div>
    )
  if (file.mimetype.startsWith('image/')) {
    return (
      <figure class="file-picture">
        <figcaption>{file.name}</figcaption>
        <a href={file.url} target="_blank" rel="noreferrer">
          <img src={file.url} alt={file.name} />
        </a>
      </figure>
    )
  }
  return (
    <div class="file-card">
      <a class="file-card-head" href={file.url} target="_blank" rel="noreferrer" download={file.name}>
        <Icon name="file" size={26} />
        <span>
          <strong>{file.name}</strong>
          <small>{kindOf(file)}</small>
        </span>
      </a>
      {(file.mimetype.startsWith('text/') || file.mimetype === 'application/json') && <Beginning file={file} />}
    </div>
  )
}

const previewCharacters = 1_200

function Beginning({ file }: { file: File }) {
  const [text, setText] = useState<string>()
  useEffect(() => {
    fetch(file.url)
      .then((response) => (response.ok ? response.text() : undefined))
      .then(setText, () => setText(undefined))
  }, [file.url])
  if (text === undefined) return null
  return (
    <pre class="file-preview" tabIndex={0}>
      {text.length > previewCharacters ? `${text.slice(0, previewCharacters)}…` : text}
    </pre>
  )
}

const kindOf = (file: File): string =>
  file.mimetype === '' ? 'File' : `${(file.name.split('.').at(-1) ?? '').toUpperCase()} · ${file.mimetype}`
