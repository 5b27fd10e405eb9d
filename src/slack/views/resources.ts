import type { RichTextBlock } from '@slack/types'
import type { Context } from '../../coaching/question-bank.ts'
import type { Resource } from '../../coaching/resources.ts'
import { resourceLength } from '../../coaching/resources.ts'
import { askingHelpKinds, helpKindLabels } from '../../coaching/session-fields.ts'
import type { KnownBlock, ModalView } from './kit.ts'
import { actions, button, context, multiSelectField, modal, overflow, personField, section, selectField, textField } from './kit.ts'
import { contextChoices } from './pairs.ts'

const copy = {
  suggested: 'From what your company offers:',
  title: 'Resources',
  intro: 'Courses, pages and people that may help. A session shows those that fit what was picked and the kind of work.',
  none: 'Nothing is listed yet.',
  asks: (owner: string) => ` · ask ${owner}`,
  add: 'Add one',
  edit: 'Edit',
  remove: 'Take it out',
  earlier: 'Back',
  more: (count: number) => `Show more (${count})`,
  one: 'Resource',
  name: 'Title',
  namePlaceholder: 'e.g. Negotiation basics, half a day',
  link: 'Link',
  linkPlaceholder: 'https://',
  kind: 'What it helps with',
  contexts: 'For which work',
  owner: 'Who knows about it',
  save: 'Save',
  cancel: 'Cancel',
  seen: 'Everybody who uses Cuecard here can see the titles and links.',
}

const perPage = 30

/** Links that fit what would help; nothing where the catalogue has nothing for it. */
export function resourceBlocks(resources: readonly Resource[]): KnownBlock[] {
  return resources.length === 0 ? [] : [context(copy.suggested), ...resources.map(resourceLine)]
}

/** The coordinator's catalogue, a page at a time. */
export function resourceListModal(resources: readonly Resource[], from: number): ModalView {
  const first = Math.max(0, Math.min(from, resources.length - 1))
  const left = resources.length - first - perPage
  const turns = [
    ...(first > 0 ? [button('open_resources', copy.earlier, { from: Math.max(0, first - perPage) }, { key: 'back' })] : []),
    ...(left > 0 ? [button('open_resources', copy.more(left), { from: first + perPage }, { key: 'on' })] : []),
  ]
  return modal(
    'resource_list',
    {},
    {
      title: copy.title,
      blocks: [
        section(copy.intro),
        actions(button('resource_edit', copy.add, {}, { key: 'add', ...(resources.length === 0 ? { style: 'primary' } : {}) }), ...turns),
        ...(resources.length === 0 ? [section(copy.none)] : []),
        ...resources
          .slice(first, first + perPage)
          .flatMap((resource): KnownBlock[] => [
            resourceLine(resource),
            section(
              `${helpKindLabels[resource.helpKind]} · ${workIn(resource.contexts)}`,
              overflow(
                { act: 'resource_edit', label: copy.edit, value: { resourceId: resource.id } },
                { act: 'resource_remove', label: copy.remove, value: { resourceId: resource.id } },
              ),
            ),
          ]),
      ],
    },
  )
}

/** The form for one resource: new, or as it stands. */
export function resourceModal(resource: (Resource & { ownerSlackId: string | undefined }) | undefined): ModalView {
  return modal('resource', resource === undefined ? {} : { resourceId: resource.id }, {
    title: copy.one,
    submit: copy.save,
    close: copy.cancel,
    blocks: [
      textField('title', copy.name, { value: resource?.title, maxLength: resourceLength.title, placeholder: copy.namePlaceholder }),
      textField('link', copy.link, { value: resource?.link, maxLength: resourceLength.link, placeholder: copy.linkPlaceholder }),
      selectField(
        'kind',
        copy.kind,
        askingHelpKinds.map((value) => ({ value, label: helpKindLabels[value] })),
        { value: resource?.helpKind },
      ),
      multiSelectField('contexts', copy.contexts, contextChoices, { values: resource?.contexts ?? ['general'] }),
      personField('owner', copy.owner, { value: resource?.ownerSlackId, optional: true }),
      context(copy.seen),
    ],
  })
}

/** A title that leads to its page. As rich text, so that nothing in a title or an address is taken for markup. */
function resourceLine({ title, link, ownerName }: Resource): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'link', url: link, text: title },
          ...(ownerName === undefined ? [] : [{ type: 'text' as const, text: copy.asks(ownerName) }]),
        ],
      },
    ],
  }
}

function workIn(contexts: readonly Context[]): string {
  return contextChoices
    .filter(({ value }) => contexts.includes(value))
    .map(({ label }) => label)
    .join(', ')
}
