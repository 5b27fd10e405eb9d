import type { AnyBlock, KnownBlock } from '@slack/types'
import { actionIdOf, blockIdOf, knownBlock } from '../form.ts'
import { Element } from '../elements/element.tsx'
import { Icon } from '../icon.tsx'
import { Text } from '../text.tsx'
import { Card, Container, ContextActions, PlanCard, TaskCard } from './cards.tsx'
import { DataTable, Table } from './table.tsx'
import { Image, Video } from './image.tsx'
import { InputField } from './input-field.tsx'
import { Markdown } from './markdown.tsx'
import { RichText } from './rich-text.tsx'
import { Unknown } from './unknown.tsx'

/** Blocks in order, as Slack draws them. What is not known is shown as such, never left out. */
export function Blocks({ blocks }: { blocks: readonly AnyBlock[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, position) => {
        const blockId = blockIdOf(block, position)
        const known = knownBlock(block)
        return (
          <div key={blockId} class={`block block-${block.type}`}>
            {known === undefined ? <Unknown what={block} /> : <Block block={known} blockId={blockId} />}
          </div>
        )
      })}
    </div>
  )
}

function Block({ block, blockId }: { block: KnownBlock; blockId: string }) {
  switch (block.type) {
    case 'header':
      return (
        <h3 class="header-block">
          <Text of={block.text} />
        </h3>
      )
    case 'section':
      return <Section block={block} blockId={blockId} />
    case 'context':
      return (
        <div class="context-block">
          {block.elements.map((element, place) =>
            element.type === 'image' ? (
              <Image key={place} image={element} as="icon" />
            ) : (
              <span key={place}>
                <Text of={element} />
              </span>
            ),
          )}
        </div>
      )
    case 'divider':
      return <hr class="divider-block" />
    case 'actions':
      return (
        <div class="actions-block">
          {block.elements.map((element, place) => {
            const actionId = actionIdOf(element, place)
            return <Element key={actionId} field={{ blockId, actionId, element }} />
          })}
        </div>
      )
    case 'input':
      return <InputField field={{ blockId, actionId: actionIdOf(block.element, 0), element: block.element, input: block }} block={block} />
    case 'image':
      return <Image image={block} as="figure" title={block.title} />
    case 'rich_text':
      return <RichText block={block} />
    case 'alert':
      return (
        <div class={`alert-block alert-${block.level ?? 'default'}`} role={block.level === 'error' ? 'alert' : 'note'}>
          <Icon name={block.level === 'success' ? 'check' : block.level === 'warning' || block.level === 'error' ? 'warning' : 'info'} />
          <div>
            <Text of={block.text} />
          </div>
        </div>
      )
    case 'markdown':
      return <Markdown text={block.text} />
    case 'table':
      return <Table block={block} />
    case 'data_table':
      return <DataTable block={block} />
    case 'video':
      return <Video block={block} />
    case 'context_actions':
      return <ContextActions block={block} blockId={blockId} />
    case 'card':
      return <Card block={block} blockId={blockId} />
    case 'carousel':
      return (
        <div class="carousel-block">
          {block.elements.map((card, place) => (
            <Card key={place} block={card} blockId={card.block_id ?? `${blockId}-${place}`} />
          ))}
        </div>
      )
    case 'container':
      return (
        <Container block={block}>
          <Blocks blocks={block.child_blocks} />
        </Container>
      )
    case 'task_card':
      return <TaskCard block={block} />
    case 'plan':
      return <PlanCard block={block} />
    case 'file':
      return <Unknown what={block} />
    default:
      return block satisfies never
  }
}

function Section({ block, blockId }: { block: Extract<KnownBlock, { type: 'section' }>; blockId: string }) {
  const { accessory } = block
  return (
    <div class="section-block">
      <div class="section-words">
        {block.text !== undefined && (
          <div class="section-text">
            <Text of={block.text} />
          </div>
        )}
        {block.fields !== undefined && (
          <div class="section-fields">
            {block.fields.map((field, place) => (
              <div key={place}>
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory !== undefined && (
        <div class={`section-accessory section-accessory-${accessory.type}`}>
          {accessory.type === 'image' ? (
            <Image image={accessory} as="thumb" />
          ) : (
            <Element field={{ blockId, actionId: actionIdOf(accessory, 0), element: accessory }} />
          )}
        </div>
      )}
    </div>
  )
}
