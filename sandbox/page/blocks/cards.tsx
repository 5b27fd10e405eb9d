import type { KnownBlock } from '@slack/types'
import type { ComponentChildren } from 'preact'
import { Element } from '../elements/element.tsx'
import { actionIdOf } from '../form.ts'
import { useSurface } from '../surface.ts'
import { Text, withEmoji } from '../text.tsx'
import { Image } from './image.tsx'
import { RichText } from './rich-text.tsx'
import { Unknown } from './unknown.tsx'

type Of<Type extends KnownBlock['type']> = Extract<KnownBlock, { type: Type }>

export function Card({ block, blockId }: { block: Of<'card'>; blockId: string }) {
  return (
    <div class="card-block">
      {block.hero_image !== undefined && <Image image={block.hero_image} as="figure" />}
      {block.icon !== undefined && <Image image={block.icon} as="icon" />}
      {block.title !== undefined && (
        <strong>
          <Text of={block.title} />
        </strong>
      )}
      {block.subtitle !== undefined && (
        <div class="card-subtitle">
          <Text of={block.subtitle} />
        </div>
      )}
      {block.body !== undefined && (
        <div>
          <Text of={block.body} />
        </div>
      )}
      {block.actions !== undefined && (
        <div class="actions-block">
          {block.actions.map((element, place) => {
            const actionId = actionIdOf(element, place)
            return <Element key={actionId} field={{ blockId, actionId, element }} />
          })}
        </div>
      )}
    </div>
  )
}

/** A titled box around other blocks, which are given as children. */
export function Container({ block, children }: { block: Of<'container'>; children: ComponentChildren }) {
  const title =
    block.title === undefined ? block.rich_text_title && <RichText block={block.rich_text_title} /> : withEmoji(block.title.text)
  const inside = (
    <>
      {block.subtitle !== undefined && (
        <div class="card-subtitle">
          <Text of={block.subtitle} />
        </div>
      )}
      {children}
    </>
  )
  if (block.is_collapsible !== true)
    return (
      <div class="card-block">
        <strong>{title}</strong>
        {inside}
      </div>
    )
  return (
    <details class="card-block" open={block.default_collapsed !== true}>
      <summary>{title}</summary>
      {inside}
    </details>
  )
}

export function TaskCard({ block }: { block: Of<'task_card'> }) {
  return (
    <div class="card-block">
      <strong>{withEmoji(block.title)}</strong> <span class="badge">{block.status.replace('_', ' ')}</span>
      {block.details !== undefined && <RichText block={block.details} />}
      {block.output !== undefined && <RichText block={block.output} />}
    </div>
  )
}

export function PlanCard({ block }: { block: Of<'plan'> }) {
  return (
    <div class="card-block">
      <strong>{withEmoji(block.title)}</strong>
      {block.tasks?.map((task, place) => (
        <Unknown key={place} what={{ ...task, type: 'task_card' }} />
      ))}
    </div>
  )
}

/** Thumbs and small icon buttons below a message. */
export function ContextActions({ block, blockId }: { block: Of<'context_actions'>; blockId: string }) {
  const { press } = useSurface()
  const pressed = (type: string, place: number, actionId: string | undefined, value: string | undefined) =>
    // The contract knows a press by its ids and value; the element that Slack's types would want here has no state to hold.
    press(
      {
        blockId,
        actionId: actionIdOf(actionId === undefined ? {} : { action_id: actionId }, place),
        element: { type: 'button', text: { type: 'plain_text', text: '' } },
      },
      { type, value: value ?? null },
    )
  return (
    <div class="actions-block">
      {block.elements.map((element, place) =>
        element.type === 'icon_button' ? (
          <button
            key={place}
            type="button"
            class="button button-small"
            onClick={() => pressed(element.type, place, element.action_id, element.value)}
          >
            {withEmoji(element.text.text)}
          </button>
        ) : (
          [element.positive_button, element.negative_button].map((one) => (
            <button
              key={one.value}
              type="button"
              class="button button-small"
              onClick={() => pressed(element.type, place, element.action_id, one.value)}
            >
              {withEmoji(one.text.text)}
            </button>
          ))
        ),
      )}
    </div>
  )
}
