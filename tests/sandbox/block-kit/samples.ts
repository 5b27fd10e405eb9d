/** Well-formed pieces of Block Kit for the tests of the checker: each test changes the one thing it is about. */
export const plain = (text = 'words') => ({ type: 'plain_text', text })
export const mrkdwn = (text = 'words') => ({ type: 'mrkdwn', text })
export const of = (length: number) => 'x'.repeat(length)
export const times = <Entry>(count: number, make: (index: number) => Entry): Entry[] =>
  Array.from({ length: count }, (_, index) => make(index))

export const option = (value: string | number = 'a', more: object = {}) => ({
  text: plain(`Option ${value}`),
  value: String(value),
  ...more,
})
export const options = (count: number) => times(count, (index) => option(index))
export const button = (more: object = {}) => ({ type: 'button', text: plain('Open'), ...more })
export const confirm = (more: object = {}) => ({
  title: plain('Sure'),
  text: mrkdwn('It goes'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
})
export const picture = (more: object = {}) => ({ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a chart', ...more })

export const section = (more: object = {}) => ({ type: 'section', text: mrkdwn(), ...more })
export const actions = (...elements: unknown[]) => ({ type: 'actions', elements })
export const input = (element: object = { type: 'plain_text_input' }, more: object = {}) => ({
  type: 'input',
  label: plain(),
  element,
  ...more,
})
export const richText = (...elements: unknown[]) => ({ type: 'rich_text', elements })
export const richSection = (...elements: unknown[]) => ({ type: 'rich_text_section', elements })

export const rawText = (text = 'cell') => ({ type: 'raw_text', text })
export const table = (rows: unknown[][] = [[rawText()]], more: object = {}) => ({ type: 'table', rows, ...more })
export const dataTable = (rows: unknown[][] = [[rawText()], [rawText()]], more: object = {}) => ({
  type: 'data_table',
  caption: 'Who did what',
  rows,
  ...more,
})
export const pie = (segments: unknown[] = [{ label: 'kept', value: 1 }]) => ({
  type: 'data_visualization',
  title: 'Sessions',
  chart: { type: 'pie', segments },
})
export const bars = (more: object = {}) => ({
  type: 'data_visualization',
  title: 'Sessions',
  chart: {
    type: 'bar',
    series: [{ name: 'kept', data: [{ label: 'May', value: -1 }] }],
    axis_config: { categories: ['May'] },
    ...more,
  },
})
export const card = (more: object = {}) => ({ type: 'card', title: mrkdwn(), ...more })
export const container = (children: unknown[] = [section()], more: object = {}) => ({
  type: 'container',
  title: plain(),
  child_blocks: children,
  ...more,
})
export const video = (more: object = {}) => ({
  type: 'video',
  title: plain(),
  video_url: 'https://example.com/v',
  thumbnail_url: 'https://example.com/t.png',
  alt_text: 'a talk',
  ...more,
})

export const modal = (blocks: unknown[], more: object = {}) => ({
  type: 'modal',
  title: plain('Prepare'),
  submit: plain('Save'),
  blocks,
  ...more,
})
