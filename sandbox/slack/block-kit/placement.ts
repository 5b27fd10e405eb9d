/**
 * Which elements may stand where (docs.slack.dev/reference/block-kit/block-elements, "Works with block types").
 */
import { z } from 'zod'
import { button, feedbackButtons, iconButton, workflowButton } from './buttons.ts'
import {
  datepicker,
  datetimepicker,
  emailInput,
  fileInput,
  numberInput,
  plainTextInput,
  richTextInput,
  timepicker,
  urlInput,
} from './inputs.ts'
import {
  channelsSelect,
  checkboxes,
  conversationsSelect,
  externalSelect,
  multiChannelsSelect,
  multiConversationsSelect,
  multiExternalSelect,
  multiStaticSelect,
  multiUsersSelect,
  overflow,
  radioButtons,
  staticSelect,
  usersSelect,
} from './menus.ts'
import { imageElement } from './picture.ts'

const selects = [
  staticSelect,
  externalSelect,
  usersSelect,
  conversationsSelect,
  channelsSelect,
  multiStaticSelect,
  multiExternalSelect,
  multiUsersSelect,
  multiConversationsSelect,
  multiChannelsSelect,
] as const

export const inActions = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  checkboxes,
  radioButtons,
  datepicker,
  datetimepicker,
  timepicker,
  richTextInput,
  ...selects,
])

export const besideSection = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  checkboxes,
  radioButtons,
  datepicker,
  timepicker,
  imageElement,
  ...selects,
])

export const inInput = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  emailInput,
  urlInput,
  richTextInput,
  fileInput,
  checkboxes,
  radioButtons,
  datepicker,
  datetimepicker,
  timepicker,
  ...selects,
])

export const inContextActions = z.discriminatedUnion('type', [feedbackButtons, iconButton])
