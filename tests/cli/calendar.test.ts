import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { calendarOf, event } from '../calendars/ics.ts'

const folder = mkdtempSync(join(tmpdir(), 'cuecard-calendar-'))
afterAll(() => rmSync(folder, { recursive: true }))

const command = new URL('../../src/cli/calendar.ts', import.meta.url).pathname
const script = `import { calendarCommand } from ${JSON.stringify(command)}; await calendarCommand().parseAsync(process.argv.slice(1), { from: 'user' })`

function run(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script, '--', ...args], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'America/Los_Angeles', NO_COLOR: '1' },
    cwd: new URL('../..', import.meta.url).pathname,
  })
  return { stdout, stderr, status }
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const window = ['--from', '2026-01-01', '--to', '2026-02-01']
const mixed = calendarOf(
  event('UID:b', 'DTSTART:20260106T090000', 'DURATION:PT30M', 'SUMMARY:1:1'),
  event('UID:a', 'DTSTART;VALUE=DATE:20260105', 'SUMMARY:Off\\nsite'),
  event('UID:c', 'DTSTART:20260107T090000Z', 'STATUS:CANCELLED'),
  event('UID:d', 'DTSTART:20260230T090000Z'),
  event('UID:e', 'DTSTART:20260201T000000Z'),
)

describe('cuecard calendar', () => {
  it('prints JSON in order of the starts, and what it cannot read on standard error', () => {
    const { stdout, stderr, status } = run(file('mixed.ics', mixed), ...window, '--zone', 'Europe/Berlin', '--json')
    expect(JSON.parse(stdout)).toEqual([
      { uid: 'a', start: '2026-01-05', end: '2026-01-06', allDay: true, status: 'confirmed' },
      { uid: 'b', start: '2026-01-06T08:00:00Z', end: '2026-01-06T08:30:00Z', allDay: false, status: 'confirmed' },
    ])
    expect(stderr).toBe('The event at line 19 was left out: its DTSTART, "20260230T090000Z", is no date.\n')
    expect(status).toBe(0)
  })

  it('reads times without a zone in UTC, and shows cancelled events when asked', () => {
    const { stdout } = run(file('mixed.ics', mixed), ...window, '--json', '--all')
    expect(JSON.parse(stdout)).toMatchObject([{ uid: 'a' }, { start: '2026-01-06T09:00:00Z' }, { uid: 'c', status: 'cancelled' }])
  })

  it('prints a table for people', () => {
    const { stdout } = run(file('mixed.ics', mixed), ...window, '--zone', 'Europe/Berlin')
    expect(stdout).toBe('2026-01-05 Mon all day      Off site\n2026-01-06 Tue 09:00-09:30  1:1\n2 events, times in Europe/Berlin\n')
  })

  it('prints an empty array for a calendar without events', () => {
    expect(run(file('empty.ics', calendarOf()), ...window, '--json')).toEqual({ stdout: '[]\n', stderr: '', status: 0 })
  })

  it('ends with 1 and a sentence when there is no calendar', () => {
    expect(run(join(folder, 'none.ics'), ...window)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('There is no file'),
    })
    expect(run(file('page.ics', '<html>'), ...window)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('web page') })
    expect(run('https://127.0.0.1/private-1.ics', ...window)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('private network'),
    })
    expect(run('https://127.0.0.1/private-1.ics', ...window).stderr).not.toContain('private-1')
  })

  it('says which zone it does not know, and what it took in its place', () => {
    const shire = calendarOf(event('UID:a', 'DTSTART;TZID=Middle Earth/Shire:20260105T090000'))
    const { stdout, stderr, status } = run(file('shire.ics', shire), ...window, '--zone', 'Europe/Berlin', '--json')
    expect(JSON.parse(stdout)).toMatchObject([{ start: '2026-01-05T08:00:00Z' }])
    expect(stderr).toBe('The time zone "Middle Earth/Shire" is not known; its times are read in Europe/Berlin.\n')
    expect(status).toBe(0)
  })

  it('answers a folder, a picture, nothing at all and a plain address in words', () => {
    const said = (source: string) => {
      const { status, stdout, stderr } = run(source)
      expect([status, stdout]).toEqual([1, ''])
      return stderr
    }
    expect(said(folder)).toContain('is a folder')
    expect(said(file('picture.ics', '\u0089PNG\r\n\u001A\n\0\0IHDR'))).toContain('not an iCalendar file')
    expect(said(file('nothing.ics', ''))).toBe('This is no calendar. It is empty.\n')
    expect(said('http://calendar.example.com/a.ics')).toContain('must begin with https://')
    expect(said('https://')).toContain('This is no calendar address')
  })

  it('shows the next sixty days unless told otherwise', () => {
    const day = (days: number) => Temporal.Now.plainDateISO('UTC').add({ days }).toString().replaceAll('-', '')
    const coming = calendarOf(
      ...[-3, 3, 59, 70].map((days) => event(`UID:in-${days}`, `DTSTART:${day(days)}T100000Z`, `DTEND:${day(days)}T103000Z`)),
    )
    expect(JSON.parse(run(file('coming.ics', coming), '--json').stdout)).toMatchObject([{ uid: 'in-3' }, { uid: 'in-59' }])
  })

  it('ends with 2 for wrong usage', () => {
    expect(
      [
        run(),
        run('x.ics', '--from', 'soon'),
        run('x.ics', '--zone', 'Mars/Base'),
        run('x.ics', '--from', '2026-02-01', '--to', '2026-01-01'),
      ].map(({ status }) => status),
    ).toEqual([2, 2, 2, 2])
    expect(run('--help').status).toBe(0)
  })
})
