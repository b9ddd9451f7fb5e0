import { ConversationPane } from '../../site/desk/inbox/conversation-pane.tsx'
import { addressesOf } from '../../site/desk/inbox/files/addresses.ts'
import { FileRow } from '../../site/desk/inbox/files/file-row.tsx'
import { viewed } from '../../site/desk/inbox/files/viewed.ts'
import { currentId, opened } from '../../site/desk/inbox/messages/messages.ts'
import { PacketPane } from '../../site/desk/inbox/packet-pane.tsx'
import { t } from '../../site/desk/texts.ts'
import type { DeskPart } from './desk-part.ts'
import { detailOf } from './sample.ts'
import { attachedOf, filesOf, knowPictures, refusedOf, withFiles } from './sample-files.ts'

const COLUMN = 340
const PANE = 640

/** A conversation in which both sides have sent files. */
const filed = (large: boolean): DeskPart => ({
  width: PANE,
  height: 720,
  draw: (locale) => {
    knowPictures(addressesOf('cnv_1'), locale)
    opened.value = new Map([['cnv_1', { detail: detailOf(locale), messages: withFiles(locale) }]])
    currentId.value = 'cnv_1'
    if (large) viewed.value = { conversationId: 'cnv_1', id: filesOf(locale)[0]!.id }
    return <ConversationPane id="cnv_1" view="mine" />
  },
})
const rowsOf = (attached: typeof attachedOf): DeskPart => ({
  width: PANE,
  draw: (locale) => (
    <div class="composer">
      <ul class="composer-files" aria-label={t('files.list')}>
        {attached(locale).map((file) => (
          <FileRow key={file.id} file={file} removable />
        ))}
      </ul>
    </div>
  ),
})

/** Files at the desk, in every state. */
export const FILE_PARTS: Record<string, DeskPart> = {
  'desk: files to send': rowsOf(attachedOf),
  'desk: files that are refused': rowsOf(refusedOf),
  'desk: files in a conversation': filed(false),
  'desk: a picture shown large': filed(true),
  'desk: handover packet with files': {
    width: COLUMN,
    draw: (locale) => {
      knowPictures(addressesOf('cnv_1'), locale)
      return <PacketPane detail={detailOf(locale)} messages={withFiles(locale)} />
    },
  },
}
