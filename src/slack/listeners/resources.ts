import { contexts } from '../../coaching/question-bank.ts'
import { isRefusal } from '../../coaching/refusal.ts'
import { readLink, resourceLength } from '../../coaching/resources.ts'
import { askingHelpKinds, lengthOf } from '../../coaching/session-fields.ts'
import { getPeople } from '../../db/people.ts'
import { catalogueFor, dropResource, keepResource } from '../../flows/resources.ts'
import type { Caller, Reply, SubmissionReply } from '../listen.ts'
import { list, text } from '../values.ts'
import { resourceListModal, resourceModal } from '../views/resources.ts'
import type { ListenerParts } from './index.ts'
import { showForm } from './plan-screens.ts'

/** The catalogue of what the organisation has to offer, as a coordinator keeps it. */
export function listenToResources({ routes, directory }: ListenerParts): void {
  routes.action('open_resources', async (call) => {
    const screen = await listScreen(call, call.value.from)
    return isRefusal(screen) ? screen : showForm(call.where, screen)
  })

  routes.action('resource_edit', async (call): Promise<Reply> => {
    const catalogue = await catalogueFor(call.store.read, call.person)
    if (isRefusal(catalogue)) return catalogue
    const { resourceId } = call.value
    const resource = catalogue.find(({ id }) => id === resourceId)
    if (resource === undefined) return showForm(call.where, resourceModal(undefined))
    const owner = resource.ownerId === undefined ? undefined : (await getPeople(call.store.read, [resource.ownerId])).get(resource.ownerId)
    return showForm(call.where, resourceModal({ ...resource, ownerSlackId: owner?.slackUserId }))
  })

  routes.action('resource_remove', async (call) => {
    const no = await dropResource(call.store, call.person, call.value.resourceId)
    if (no !== undefined && no.refused !== 'gone') return no
    const screen = await listScreen(call, 0)
    return isRefusal(screen) ? screen : { update: screen }
  })

  routes.submission('resource', async (call): Promise<SubmissionReply> => {
    const [title, typedLink, owner] = [text(call.values, 'title'), text(call.values, 'link'), text(call.values, 'owner')]
    const kind = askingHelpKinds.find((one) => one === text(call.values, 'kind'))
    const chosen = contexts.filter((one) => list(call.values, 'contexts').includes(one))
    const link = readLink(typedLink ?? '')
    const person = owner === undefined ? undefined : await directory.refresh(owner, call.now)
    const length = lengthOf(title ?? '')
    const errors = {
      ...(title === undefined ? { title: 'Please give it a title.' } : {}),
      ...(length > resourceLength.title
        ? { title: `A title can have at most ${resourceLength.title} characters; this one has ${length}.` }
        : {}),
      ...('sentence' in link ? { link: link.sentence } : {}),
      ...(kind === undefined ? { kind: 'Pick what it helps with.' } : {}),
      ...(chosen.length === 0 ? { contexts: 'Pick at least one kind of work, or the one that fits any.' } : {}),
      ...(owner !== undefined && person?.kind !== 'member' ? { owner: 'Please name a full member of this workspace, or nobody.' } : {}),
    }
    if (title === undefined || 'sentence' in link || kind === undefined || Object.keys(errors).length > 0) return { errors }
    const made = { id: call.meta.resourceId, title, link: link.link, helpKind: kind, contexts: chosen, owner: person }
    const no = await keepResource(call.store, call.person, made, call.now)
    if (no !== undefined) return no.refused === 'gone' ? { errors: { title: no.sentence } } : no
    const screen = await listScreen(call, 0)
    return isRefusal(screen) ? screen : { update: screen }
  })
}

async function listScreen(call: Caller, from: number) {
  const catalogue = await catalogueFor(call.store.read, call.person)
  return isRefusal(catalogue) ? catalogue : resourceListModal(catalogue, from)
}
