import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { managerCycles } from '../../src/coaching/people-data/cycles.ts'
import type { FileMap } from '../../src/coaching/people-data/file-map.ts'
import type { PeopleDataKind } from '../../src/coaching/people-data/rows.ts'
import { tooLarge } from '../../src/people-files/read-people-file.ts'
import { readText, rosterHeader, rosterLines, rosterText } from '../support/people-files.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/hris/${name}`, import.meta.url))
const oracleMap = { columns: { work_email: 'email', function: 'department' } }

/** The problems of a file as `line column: sentence`. */
async function problemsOf(text: string | Uint8Array, kind: PeopleDataKind = 'people', map: Partial<FileMap> = {}): Promise<string[]> {
  return (await readText(text, kind, map)).problems.map(({ line, column, sentence }) => `${line} ${column ?? '-'}: ${sentence}`)
}

/** The problems of one cell of a roster row, without line and column. */
async function sayOf(column: string, cell: string, map: Partial<FileMap> = {}): Promise<string[]> {
  const header = rosterHeader.split(',')
  const isThere = header.includes(column)
  const [manager = [], employee = []] = rosterLines.map((line) => line.split(','))
  const text = isThere
    ? [header, manager, employee.with(header.indexOf(column), cell)]
    : [
        [...header, column],
        [...manager, ''],
        [...employee, cell],
      ]
  const { problems } = await readText(text.map((cells) => cells.join(',')).join('\n'), 'people', map)
  return problems.map(({ sentence }) => sentence)
}

describe('a public sample of a personnel system', () => {
  it('is read with a map: 107 people, 18 managers, one of them with nobody above, one person without a department', async () => {
    const file = await readText(fixture('oracle-hr-employees.csv'), 'people', oracleMap)
    const people = file.rows.map(({ row }) => row)
    const teams = Map.groupBy(people, ({ managerId }) => managerId)
    teams.delete(undefined)
    expect(file.problems).toEqual([])
    expect(people).toHaveLength(107)
    expect(teams.size).toBe(18)
    expect([...teams.values()].filter((team) => team.length >= 5)).toHaveLength(14)
    expect(Math.max(...[...teams.values()].map((team) => team.length))).toBe(14)
    expect(people.filter(({ managerId }) => managerId === undefined).map(({ employeeId }) => employeeId)).toEqual(['100'])
    expect(people.filter((row) => row.function === undefined).map(({ employeeId }) => employeeId)).toEqual(['178'])
    expect(file.dropped.map(({ header }) => header)).toEqual(['first_name', 'last_name', 'job_id', 'job_title'])
  })

  it('has a job history that is read as assignments', async () => {
    const map = { columns: { from_date: 'start_date', to_date: 'end_date' }, constants: { manager_id: '100' } }
    const file = await readText(fixture('oracle-hr-job-history.csv'), 'assignments', map)
    expect(file.problems).toEqual([])
    expect(file.rows).toHaveLength(10)
    expect(new Set(file.rows.map(({ row }) => row.employeeId)).size).toBe(7)
  })
})

describe('how a file is written', () => {
  const text = rosterText(rosterLines.with(2, 'E2,chi@example.com,M1,Verkäufe – Süd,2022-11-14,active,N,2026-03-01'))
  const utf16 = Buffer.from(text, 'utf16le')
  const windows1252 = Buffer.from(text.replace('–', '\u0096'), 'latin1')
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), 'utf-8'],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 without its mark', utf16, 'utf-16le'],
    ['UTF-16, the other way round', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), 'utf-16be'],
    ['Windows-1252', windows1252, 'windows-1252'],
  ])('is seen for %s', async (_, bytes, encoding) => {
    const file = await readText(bytes, 'people')
    expect(file.problems).toEqual([])
    expect(file.encoding).toBe(encoding)
    expect(file.rows[2]?.row.function).toBe('Verkäufe – Süd')
  })

  it.each([
    ['commas', text],
    ['semicolons', text.replaceAll(',', ';')],
    ['tabs', text.replaceAll(',', '\t')],
    ['bars', text.replaceAll(',', '|')],
    ['a line that names the separator', `sep=;\r\n${text.replaceAll(',', ';')}`],
    ['line ends of Windows', text.replaceAll('\n', '\r\n')],
    ['line ends of an old Macintosh', text.replaceAll('\n', '\r')],
    ['empty lines and empty cells behind', `\n${text.replaceAll('\n', ',,\n\n')}\n,,,\n`],
  ])('is seen for %s', async (_, written) => {
    const file = await readText(written, 'people')
    expect(file.problems).toEqual([])
    expect(file.rows.map(({ row }) => row.workEmail)).toEqual(['maya@example.com', 'dev@example.com', 'chi@example.com'])
  })

  it('keeps separators, quotes and line ends inside of quotes', async () => {
    const cells = rosterLines.with(1, 'E1,dev@example.com,M1,"Sales, ""north""\nand east",2021-02-01,active,Y,2026-03-01')
    const file = await readText(rosterText(cells), 'people')
    expect(file.rows[1]?.row.function).toBe('Sales, "north"\nand east')
    expect(file.rows[2]?.line).toBe(5)
  })
})

describe('the names of columns', () => {
  it('are found whatever their case, spaces and usual words', async () => {
    const header = 'Employee ID;E-Mail;Reports to;Department;Date of hire;Employment status;HiPo;As of'
    const file = await readText([header, ...rosterLines.map((line) => line.replaceAll(',', ';'))].join('\n'), 'people')
    expect(file.problems).toEqual([])
    expect(file.columns).toMatchObject({
      work_email: 'E-Mail',
      manager_id: 'Reports to',
      hire_date: 'Date of hire',
      snapshot_date: 'As of',
    })
  })

  it('outside the contract are left out and named, with what is never stored', async () => {
    const unwanted = ['Salary', 'Age', 'Gender', 'MaritalStatus', 'Ethnicity', 'Sick days', 'Home address', 'Shoe size', 'private e-mail']
    const text = [`${rosterHeader},${unwanted.join(',')}`, ...rosterLines.map((line) => `${line}${',=SECRET()'.repeat(9)}`)].join('\n')
    const file = await readText(text, 'people')
    expect(file.problems).toEqual([])
    expect(file.dropped.map(({ header, because }) => `${header}: ${because ?? '-'}`)).toEqual([
      'Salary: pay',
      'Age: age',
      'Gender: gender',
      'MaritalStatus: marital status',
      'Ethnicity: ethnicity',
      'Sick days: health',
      'Home address: home address',
      'Shoe size: -',
      'private e-mail: home address',
    ])
    expect(JSON.stringify(file.rows)).not.toContain('SECRET')
  })

  it('that are missing, or could be two, are problems of the header', async () => {
    expect(await problemsOf('employee_id,work_email,function,status\nE1,dev@example.com,Sales,active')).toEqual([
      '1 manager_id: The file has no column manager_id, and it is needed. If it has another name there, say so in the map.',
      '1 hire_date: The file has no column hire_date, and it is needed. If it has another name there, say so in the map.',
    ])
    expect(await problemsOf(rosterText().replace('work_email', 'Mail').replaceAll(/$/gm, ',x').replace(',x', ',E-mail address'))).toEqual([
      '1 Mail: “Mail” and “E-mail address” could both be work_email. Say which one it is in the map, or give each column a name of its own.',
    ])
    expect(await problemsOf(rosterText(), 'people', { columns: { work_email: 'Post' } })).toEqual([
      '1 Post: The map says that work_email stands in “Post”, and the file has no such column.',
    ])
  })

  it('that say why somebody was away are refused in an absence file', async () => {
    for (const column of ['reason', 'Leave type', 'Absence code', 'Grund', 'Diagnosis'])
      expect(await problemsOf(`employee_id,from,to,${column}\nE1,2026-01-05,2026-01-09,flu`, 'absences')).toEqual([
        `1 ${column}: “${column}” would say why somebody was away. Cuecard does not take that: please leave the column out of the file.`,
      ])
    const plain = await readText('employee_id,from,to\nE1,2026-01-05,2026-01-09', 'absences')
    expect(plain.rows.map(({ row }) => row)).toEqual([{ employeeId: 'E1', fromOn: '2026-01-05', toOn: '2026-01-09' }])
  })
})

describe('cells', () => {
  it.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '="007"', '=HYPERLINK(0)'])('that begin like a formula are refused: %s', async (cell) => {
    expect(await sayOf('function', cell)).toEqual([expect.stringContaining('a spreadsheet would run it as a formula')])
  })

  it.each([
    ['2026-02-30', 'does not exist'],
    ['2025-02-29', 'does not exist'],
    ['31.04.2024', 'does not exist'],
    ['1024-05-06', 'does not exist in any working life'],
    ['45123', "a spreadsheet's day number"],
    ['17-JUN-03', 'a year of two digits'],
    ['06/05/19', 'a year of two digits'],
    ['soon', 'is no date'],
    ['', 'This cell is empty, and it is needed.'],
  ])('with an impossible date are refused: %s', async (cell, sentence) => {
    expect(await sayOf('hire_date', cell)).toEqual([expect.stringContaining(sentence)])
  })

  it('with a date that can be read in two ways are refused unless the map says how', async () => {
    expect(await sayOf('hire_date', '01/02/2021')).toEqual([
      '“01/02/2021” can be 1 February or 2 January. Say in the map which is meant ("dates": "DD/MM/YYYY" or "MM/DD/YYYY"), or write dates as 2026-03-31.',
    ])
    const hired = async (map: Partial<FileMap>) =>
      (await readText(rosterText().replace('2021-02-01', '01/02/2021'), 'people', map)).rows[1]?.row.hiredOn
    expect(await hired({ dates: 'DD/MM/YYYY' })).toBe('2021-02-01')
    expect(await hired({ dates: 'MM/DD/YYYY' })).toBe('2021-01-02')
    expect(await sayOf('hire_date', '13/02/2021', { dates: 'MM/DD/YYYY' })).toEqual([expect.stringContaining('does not exist')])
  })

  it('with a date are read as it was written, in every way that leaves no doubt', async () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2026-02-28'), noInvalidDate: true })
    await fc.assert(
      fc.asyncProperty(day, fc.constantFrom('iso', 'compact', 'time', 'dots', 'month', 'slashes'), async (date, how) => {
        const iso = date.toISOString().slice(0, 10)
        const [year = '', month = '', dayOfMonth = ''] = iso.split('-')
        const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
        const written = {
          iso,
          compact: iso.replaceAll('-', ''),
          time: `${iso}T00:00:00Z`,
          dots: `${Number(dayOfMonth)}.${Number(month)}.${year}`,
          month: `${dayOfMonth}-${names[Number(month) - 1]}-${year}`,
          slashes: `${dayOfMonth}/${month}/${year}`,
        }[how]
        const text = `employee_id,from,to\nE1,${written},${written}`
        const file = await readText(text, 'absences', how === 'slashes' ? { dates: 'DD/MM/YYYY' } : {})
        expect(file.rows.map(({ row }) => row)).toEqual([{ employeeId: 'E1', fromOn: iso, toOn: iso }])
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['work_email', 'dev at example', 'is no e-mail address'],
    ['employee_id', '#!', 'is no id'],
    ['status', 'gone fishing', 'is none of active, on_leave, left'],
    ['high_potential', 'perhaps', 'is neither Y nor N'],
    ['location_tz', 'Berlin', 'is no time zone'],
    ['termination_date', '2020-12-31', 'is before the first'],
    ['termination_type', 'voluntary', 'There is a way of leaving, and no last day of work'],
    ['status', 'left', 'there is no last day of work'],
    ['termination_date', '2026-01-31', 'The status is active'],
    ['snapshot_date', '2026-04-01', 'is still to come'],
  ])('of %s that cannot be are refused: %s', async (column, cell, sentence) => {
    expect(await sayOf(column, cell)).toContainEqual(expect.stringContaining(sentence))
  })

  it('of a performance file are shares, per cent, or a value and its target', async () => {
    const read = async (text: string) => (await readText(text, 'performance')).rows.map(({ row }) => row.attainment)
    expect(await read('employee_id,period,attainment\nE1,pre,0.896\nE1,post,103%\nE2,pre,-0.1')).toEqual([0.896, 1.03, -0.1])
    expect(await read('employee_id;period;attainment\nE1;pre;0,896')).toEqual([0.896])
    expect(await read('employee_id,period,value,target\nE1,pre,45,50')).toEqual([0.9])
    expect(await problemsOf('employee_id,period,attainment\nE1,pre,96\nE1,post,"1,239"', 'performance')).toEqual([
      '2 attainment: “96” is too much for a share, in which 1 is on target. Write 96 per cent as 0.96 or as 96%.',
      '3 attainment: “1,239” is no number that can be read in one way only. Write it as 1234.5, without anything between the thousands.',
    ])
  })
})

describe('rows against each other', () => {
  it('count once where they say the same twice, and are refused where they contradict each other', async () => {
    const file = await readText(rosterText([...rosterLines, rosterLines[1] ?? '']), 'people')
    expect(file.problems).toEqual([])
    expect(file.rows).toHaveLength(3)
    expect(file.notes).toContainEqual({ line: 5, column: 'employee_id', sentence: 'This is the same as line 3, and counts once.' })
    expect(await problemsOf(rosterText([...rosterLines, 'E1,dev2@example.com,M1,Sales,2021-02-01,active,Y,2026-03-01']))).toEqual([
      '5 employee_id: This contradicts line 3, which has the same employee_id. Please keep one of the two.',
    ])
    expect(await problemsOf(rosterText([...rosterLines, 'E3,DEV@example.com,M1,Sales,2021-02-01,active,Y,2026-03-01']))).toEqual([
      '5 work_email: “dev@example.com” belongs to the person on line 3 already.',
    ])
  })

  it('name managers who are there, on one day', async () => {
    expect(
      await problemsOf(
        rosterText([
          ...rosterLines,
          'E3,eve@example.com,M9,Sales,2021-02-01,active,N,2026-03-01',
          'E4,finn@example.com,M1,Sales,2021-02-01,active,N,2026-02-01',
        ]),
      ),
    ).toEqual([
      '5 manager_id: The manager “M9” is nobody in this file. Please add their row, or correct the id.',
      '6 snapshot_date: This row is of 2026-02-01, and line 2 of 2026-03-01. A file says how things are on one day.',
    ])
  })

  it('that go in a circle are named and held, with the whole circle', async () => {
    const circle = rosterLines.with(0, 'M1,maya@example.com,E2,Sales,2019-05-06,active,N,2026-03-01')
    const file = await readText(rosterText(circle), 'people')
    expect(file.problems).toEqual([])
    expect(file.notes).toEqual([
      {
        line: 4,
        column: 'manager_id',
        sentence: expect.stringContaining("each other's managers in a circle: E2 → M1 → E2"),
      },
    ])
  })

  it('of assignments do not overlap', async () => {
    const text =
      'employee_id,manager_id,from_date,to_date\nE1,M1,2024-01-01,2025-01-01\nE1,M2,2024-12-31,\nE1,M3,2025-06-01,\nE2,E2,2024-01-01,'
    expect(await problemsOf(text, 'assignments')).toEqual([
      '3 from_date: From 2024-12-31 on this contradicts line 2, where the same person has “M1” as manager until 2025-01-01.',
      '4 from_date: From 2025-06-01 on this contradicts line 3, where the same person has “M2” as manager with no end.',
      '5 manager_id: Nobody is their own manager.',
    ])
  })
})

describe('circles of managers', () => {
  it('are found, each once, as walking up from everybody finds them', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    fc.assert(
      fc.property(fc.array(fc.option(fc.constantFrom(...ids, 'x'), { nil: undefined }), { minLength: 6, maxLength: 6 }), (managers) => {
        const rows = ids.map((employeeId, at) => ({ employeeId, managerId: managers[at] }))
        const managerOf = new Map(rows.map((row) => [row.employeeId, row.managerId]))
        const isInCircle = (id: string) => {
          let at = managerOf.get(id)
          for (let steps = 0; steps < 6 && at !== undefined && at !== id; steps++) at = managerOf.get(at)
          return at === id
        }
        expect(managerCycles(rows).flat().toSorted()).toEqual(ids.filter(isInCircle))
      }),
    )
  })
})

describe('files that are none', () => {
  it.each([
    ['', '1 -: The file is empty.'],
    ['\n\n', '1 -: The file is empty.'],
    [rosterHeader, '1 -: The file has a header and no row below it.'],
  ])('are refused: %j', async (text, problem) => {
    expect(await problemsOf(text)).toEqual([problem])
  })

  it('are refused at the row in which a quotation mark is wrong, beside every problem above it', async () => {
    expect(
      await problemsOf(rosterText([rosterLines[0] ?? '', 'E1,dev,M1,Sales,x,active,N,2026-03-01', 'E2,"chi,M1,Sales,2021-02-01'])),
    ).toEqual([
      '3 work_email: “dev” is no e-mail address.',
      '3 hire_date: “x” is no date. Write it as 2026-03-31.',
      '4 -: A quotation mark opens in this row and is never closed. What follows cannot be read until this is put right.',
    ])
    expect(
      await problemsOf(rosterText([rosterLines[0] ?? '', 'E2,chi@example.com,M1,"Sales"north,2021-02-01,active,N,2026-03-01'])),
    ).toEqual([expect.stringContaining('3 -: A quotation mark stands in the middle of a cell.')])
  })

  it('are refused row by row where cells are too many or too few', async () => {
    expect(await problemsOf(rosterText(rosterLines.with(1, 'E1,dev@example.com,M1').with(2, `${rosterLines[2]},more`)))).toEqual([
      '3 -: This row has 3 cells, and the header has 8. A cell may hold the separator without quotes around it.',
      '4 -: This row has 9 cells, and the header has 8. A cell may hold the separator without quotes around it.',
    ])
  })

  it('are refused by their size alone when they are too large', () => {
    expect(tooLarge(50 * 1024 * 1024)).toBeUndefined()
    expect(tooLarge(200 * 1024 * 1024)).toBe(
      'The file has 200 MB, and at most 50 MB can be read. Nothing was read. Please export fewer columns or fewer people.',
    )
  })

  it('never make it throw, whatever their bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.string({ maxLength: 80, unit: 'grapheme' }), async (bytes, text) => {
        for (const input of [bytes, Buffer.concat([Buffer.from(`${rosterHeader}\n${text}`), bytes])]) {
          const file = await readText(input, 'people')
          expect(file.rows.length + file.problems.length).toBeGreaterThan(0)
        }
      }),
    )
  })
})

describe('a file of a hundred thousand rows', () => {
  it('is read in seconds, while other work goes on', async () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, at) =>
        `E${at},p${at}@example.com,${at === 0 ? '' : `E${Math.floor((at - 1) / 8)}`},Sales,2020-01-${String((at % 28) + 1).padStart(2, '0')},active,N,2026-03-01`,
    )
    const usedBefore = process.cpuUsage()
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    const file = await readText(rosterText(lines), 'people')
    clearInterval(timer)
    const { user } = process.cpuUsage(usedBefore)
    expect(file.problems).toEqual([])
    expect(file.rows).toHaveLength(100_000)
    expect(user / 1e6).toBeLessThan(10)
    expect(turns).toBeGreaterThan(50)
  }, 120_000)
})
