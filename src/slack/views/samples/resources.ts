import type { ResourceId } from '../../../coaching/ids.ts'
import type { Resource } from '../../../coaching/resources.ts'
import { resourceLength } from '../../../coaching/resources.ts'
import type { ModalView } from '../kit.ts'
import { extremes } from './extremes.ts'
import { resourceListModal, resourceModal } from '../resources.ts'

export const sampleResources: Resource[] = [
  {
    id: 'rs_0000000000000001' as ResourceId,
    title: 'Negotiation basics, half a day',
    link: 'https://learn.example.com/negotiation',
    helpKind: 'training',
    contexts: ['sales'],
    ownerName: 'Lena',
  },
  {
    id: 'rs_0000000000000002' as ResourceId,
    title: 'Writing a tender: four short films',
    link: 'https://learn.example.com/tender?lang=en',
    helpKind: 'training',
    contexts: ['general'],
    ownerName: undefined,
  },
]

const [first] = sampleResources

const many: Resource[] = Array.from({ length: 100 }, (_none, index) => ({
  id: `rs_${String(index).padStart(16, '0')}` as ResourceId,
  title: 'T'.repeat(resourceLength.title),
  link: `https://example.com/${'l'.repeat(resourceLength.link - 20)}`,
  helpKind: 'training',
  contexts: ['general', 'sales', 'support', 'operations', 'project'],
  ownerName: 'Maximiliane-Friederike von und zu Hohenstein-Wolfenbüttelsberg',
}))

export const resourceModals = (): Record<string, Record<string, ModalView>> => ({
  resource_list: {
    empty: resourceListModal([], 0),
    some: resourceListModal(sampleResources, 0),
    fullest: resourceListModal(many, 30),
    odd_titles: resourceListModal(
      sampleResources.map((one, index) => ({
        ...one,
        title: index === 0 ? '<https://evil.example|*bold*> & more' : '订单谈判入门 · مهارات',
      })),
      0,
    ),
    ...extremes((as) => resourceListModal(as({ resources: sampleResources }).resources, 0)),
  },
  resource: {
    new: resourceModal(undefined),
    edit: resourceModal(first && { ...first, ownerSlackId: 'U0LENA0001' }),
    ...extremes((as) => resourceModal(first && { ...as({ resources: first }).resources, ownerSlackId: 'U0LENA0001' })),
  },
})
