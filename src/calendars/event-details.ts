import type { Attendee, EventDetails } from './calendar-event.ts'
import type { Component } from './components.ts'
import { properties, property } from './components.ts'
import type { ContentLine } from './content-lines.ts'
import { param, unescapeText } from './content-lines.ts'

/** What a VEVENT says besides its times. `method` is that of its calendar: CANCEL calls every event in it off. */
export function readEventDetails(event: Component, method: string): EventDetails {
  return {
    status: method === 'CANCEL' ? 'cancelled' : readStatus(event),
    summary: unescapeText(property(event, 'SUMMARY')?.value ?? '').trim(),
    attendees: properties(event, 'ATTENDEE').map(readAttendee),
    organizer: readOrganizer(event),
    availability: readAvailability(event),
    sequence: readSequence(event),
  }
}

/** The number of an event's version; 0 unless the file gives one. */
function readSequence(event: Component): number {
  const sequence = Number.parseInt(property(event, 'SEQUENCE')?.value ?? '', 10)
  return Number.isNaN(sequence) ? 0 : sequence
}

function readStatus(event: Component): EventDetails['status'] {
  switch (property(event, 'STATUS')?.value.trim().toUpperCase()) {
    case 'CANCELLED':
    case 'CANCELED':
      return 'cancelled'
    case 'TENTATIVE':
      return 'tentative'
    default:
      return 'confirmed'
  }
}

function readAttendee(line: ContentLine): Attendee {
  return {
    email: readEmail(line),
    name: readName(line),
    declined: param(line, 'PARTSTAT')?.toUpperCase() === 'DECLINED',
    kind: readKind(param(line, 'CUTYPE')?.toUpperCase()),
  }
}

function readKind(type: string | undefined): Attendee['kind'] {
  switch (type) {
    case 'GROUP':
      return 'group'
    case 'ROOM':
      return 'room'
    case 'RESOURCE':
      return 'resource'
    default:
      return 'person'
  }
}

function readOrganizer(event: Component): EventDetails['organizer'] {
  const line = property(event, 'ORGANIZER')
  return line && { email: readEmail(line), name: readName(line) }
}

/** The address stands behind `mailto:`, or, where that is an internal one (Apple, Exchange), in the EMAIL parameter. */
function readEmail(line: ContentLine): string {
  const address = line.value
    .trim()
    .replace(/^"?mailto:\s*/i, '')
    .replace(/"$/, '')
  const email = address.includes('@') ? address : (param(line, 'EMAIL') ?? '')
  return email
    .replace(/^mailto:/i, '')
    .trim()
    .toLowerCase()
}

function readName(line: ContentLine): string {
  return (param(line, 'CN') ?? '').replace(/^'(.*)'$/, '$1')
}

function readAvailability(event: Component): EventDetails['availability'] {
  switch (property(event, 'X-MICROSOFT-CDO-BUSYSTATUS')?.value.trim().toUpperCase()) {
    case 'OOF':
      return 'out_of_office'
    case 'WORKINGELSEWHERE':
      return 'elsewhere'
    case 'TENTATIVE':
      return 'tentative'
    case 'FREE':
      return 'free'
    default:
      return property(event, 'TRANSP')?.value.trim().toUpperCase() === 'TRANSPARENT' ? 'free' : 'busy'
  }
}
