/**
 * Every number the checker enforces, once. Lengths are counted in UTF-16 units (what `String.length` says): Slack does not say how it
 * counts, so a text near a limit that holds emoji may still be refused by Slack.
 *
 * Pages are below https://docs.slack.dev/. "Types" is @slack/types 3.2.0, "Python" the validators of python-slack-sdk.
 * "Unverified" marks a number that Slack does not document.
 */
export const LIMITS = {
  /** reference/block-kit, reference/views, reference/methods/chat.postMessage and chat.update */
  messageBlocks: 50,
  viewBlocks: 100,
  attachments: 100,
  /** Unverified: messages were seen refused between 11,341 and 13,200 characters (slackapi/bolt-js issues 2509 and 2867). */
  messageBlockText: 12_000,
  updateText: 4_000,
  /** Unverified: Slack documents the error and not the number. Ours only ever carries ids. */
  metadataBytes: 1_024,
  /** reference/methods/views.open says 250 kB. */
  viewBytes: 250_000,
  viewTitle: 24,
  privateMetadata: 3_000,
  /** block_id, action_id, callback_id and external_id alike (Types). */
  id: 255,

  /** reference/block-kit/blocks/… */
  sectionText: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  contextActionsElements: 5,
  inputLabel: 2_000,
  inputHint: 2_000,
  altText: 2_000,
  imageTitle: 2_000,
  url: 3_000,
  markdownText: 12_000,
  tableRows: 100,
  tableColumns: 20,
  tableColumnSettings: 20,
  /** All cells of all tables of one message together. */
  tableText: 10_000,
  /** tables per message, data tables included: the block's page, error only_one_table_allowed. */
  tablesPerMessage: 1,
  /** With the header row. */
  dataTableRowsMin: 2,
  dataTableRows: 101,
  dataTablePageSize: 100,
  chartTitle: 50,
  chartParts: 6,
  chartLabel: 20,
  chartAxisTitle: 50,
  /** Unverified. */
  chartPoints: 20,
  chartsPerMessage: 2,
  cardTitle: 150,
  cardBody: 200,
  /** Unverified. */
  cardButtons: 2,
  carouselCards: 10,
  containerBlocks: 10,
  containerTitle: 150,
  /** The page says "less than 200" and "less than 50". */
  videoTitle: 199,
  videoAuthor: 49,

  /** reference/block-kit/composition-objects/… */
  textObject: 3_000,
  optionText: 75,
  optionDescription: 75,
  /** The comment in Types says 75; the option object's page and Python say 150. */
  optionValue: 150,
  optionGroupLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,

  /** reference/block-kit/block-elements/… */
  buttonText: 75,
  buttonValue: 2_000,
  accessibilityLabel: 75,
  placeholder: 150,
  menuOptions: 100,
  menuGroups: 100,
  listedOptions: 10,
  overflowOptions: 5,
  inputLength: 3_000,
  richTextInputLines: 100,
  files: 10,
  /** Python. */
  iconButtonUsers: 10,
} as const
