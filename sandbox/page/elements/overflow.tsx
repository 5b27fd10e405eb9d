import type { Overflow } from '@slack/types'
import { useRef, useState } from 'preact/hooks'
import { useAsk } from '../confirm.tsx'
import { chosenOption, type Field } from '../form.ts'
import { Icon } from '../icon.tsx'
import { Menu } from '../popover.tsx'
import { fieldKey, useSurface } from '../surface.ts'
import { withEmoji } from '../text.tsx'

/** Three dots with a menu behind them. */
export function OverflowElement({ field, element }: { field: Field; element: Overflow }) {
  const [shown, setShown] = useState<'open' | 'closed'>('closed')
  const anchor = useRef<HTMLButtonElement>(null)
  const { press, waiting } = useSurface()
  const ask = useAsk()
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class={`button overflow-button ${waiting.has(fieldKey(field)) ? 'button-waiting' : ''}`}
        aria-label="More options"
        aria-haspopup="menu"
        aria-expanded={shown === 'open'}
        onClick={() => setShown(shown === 'open' ? 'closed' : 'open')}
      >
        <span>
          <Icon name="more" />
        </span>
      </button>
      {shown === 'open' && (
        <Menu
          anchor={anchor}
          label="More options"
          onClose={() => setShown('closed')}
          items={element.options.map((option) => ({
            kind: 'item' as const,
            label: withEmoji(option.text.text),
            ...(option.description === undefined ? {} : { description: option.description.text }),
            onChoose: async () => {
              if (option.url !== undefined && /^https?:/.test(option.url)) window.open(option.url, '_blank', 'noopener,noreferrer')
              if ((await ask(element.confirm)) === 'yes') await press(field, { type: 'overflow', selected_option: chosenOption(option) })
            },
          }))}
        />
      )}
    </>
  )
}
