export type IconName = keyof typeof paths

/** A line drawing in the colour of the text around it. Silent: whatever holds it has a name of its own. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 20 20"
      width={size}
      height={size}
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  )
}

const paths = {
  home: 'M3 9.5 10 3.5l7 6M5 8.5v8h10v-8M8.5 16.5v-4.5h3v4.5',
  message: 'M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z',
  code: 'M7 6 3 10l4 4M13 6l4 4-4 4',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1',
  moon: 'M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M12.5 4.5 7 10l5.5 5.5',
  forward: 'M7.5 4.5 13 10l-5.5 5.5',
  down: 'M5 7.5l5 5 5-5',
  plus: 'M10 4v12M4 10h12',
  send: 'M3.5 4 17 10 3.5 16l2-6zM5.5 10H11',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  reply: 'M3.5 4.5h13v8.5h-6l-4 3v-3h-3zM7 8h6M7 10.3h4',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6v4l2.7 1.8',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 9.2v4.3M10 6.5h.01',
  warning: 'M10 3 18 16.5H2zM10 8v4M10 14.3h.01',
  check: 'M4 10.5l4 4 8-9',
  bolt: 'M11 2.5 4.5 11H9l-.5 6.5L15.5 9H11z',
  hash: 'M7.5 3.5 6 16.5M14 3.5l-1.5 13M3.5 7.5h13.5M3 12.5h13.5',
  people:
    'M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4M2.5 16c.5-3 2.5-4.3 5-4.3s4.500 1.300 5 4.300M13 4.300a2.600 2.600 0 0 1 0 5M14.500 12c1.600.500 2.700 1.700 3 4',
  tour: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M8 8a2 2 0 1 1 2.800 1.800c-.600.300-.800.700-.800 1.400M10 13.800h.01',
  edit: 'M4 16l.700-3.200L13.500 4 16 6.500l-8.800 8.800z',
  trash: 'M4 5.500h12M8 5.500V3.500h4v2M5.500 5.500l.800 11h7.400l.800-11',
  copy: 'M7 7h9v9.500H7zM13 7V3.500H4V13h3',
  gallery: 'M3.500 3.500h5.500v5.500H3.500zM11 3.500h5.500v5.500H11zM3.500 11h5.500v5.500H3.500zM11 11h5.500v5.500H11z',
} as const
